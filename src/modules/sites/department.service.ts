import { type Actor, authorize } from '../../platform/access/actor.js';
import { Role } from '../../platform/access/permissions.js';
import { assign, update } from '../../platform/database/changes.js';
import { type Database, lockOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { refuseIfUsed } from '../../platform/database/uses.js';
import { problemsOfWriting } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, refuseIfAny, type UserError } from '../../platform/errors/user-error.js';
import { User } from '../accounts/user.entity.js';
import { Department } from './department.entity.js';
import type { DepartmentCreateInput, DepartmentUpdateInput } from './department.inputs.js';

/** Parts of the organisation. */
export class DepartmentService {
  constructor(private readonly database: Database) {}

  create(actor: Actor, input: DepartmentCreateInput): Promise<Row<Department>> {
    authorize(actor, 'department:create');
    return this.database.write({ actor, deed: 'department:create' }, unit => save(unit, assign(new Department(), input)));
  }

  update(actor: Actor, id: string, input: DepartmentUpdateInput): Promise<Row<Department>> {
    authorize(actor, 'department:update');
    return this.database.write({ actor, deed: 'department:update' }, async unit =>
      save(unit, update(await lockOne(unit, Department, id), input)),
    );
  }

  delete(actor: Actor, id: string): Promise<string> {
    authorize(actor, 'department:delete');
    return this.database.write({ actor, deed: 'department:delete' }, async unit => {
      await unit.barReferences(Department, [id]);
      const department = await lockOne(unit, Department, id);
      await refuseIfUsed(unit, Department, id);
      unit.em.remove(department);
      await unit.em.flush();
      return id;
    });
  }
}

async function save(unit: Unit, department: Department): Promise<Department> {
  refuseIfAny([...(await problemsOfWriting(unit.em, department)), ...(await problemsOfManager(unit, department))]);
  unit.em.persist(department);
  await unit.em.flush();
  return department;
}

async function problemsOfManager(unit: Unit, { managerId }: Department): Promise<UserError[]> {
  const [manager] = managerId ? await unit.lock(User, [managerId]) : [];
  if (!manager || [Role.MANAGER, Role.ADMIN].includes(manager.role)) return [];
  return [new Problem(ErrorCode.INVALID_VALUE, 'A department is led by a manager or an administrator.', ['managerId'])];
}

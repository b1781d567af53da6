import type { Actor } from '../../platform/access/actor.js';
import { assign, update } from '../../platform/database/changes.js';
import { type Database, holdOne, lockOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { oneOf, sql } from '../../platform/database/sql.js';
import { refuseIfUsed } from '../../platform/database/uses.js';
import { forbidden } from '../../platform/errors/request-error.js';
import { ClassGroup } from './class-group.entity.js';
import type { ClassGroupCreateInput, ClassGroupUpdateInput } from './class-group.inputs.js';
import { refuseUnlessLearners } from './learner.rules.js';
import { Membership } from './membership.entity.js';
import { Organization } from './organization.entity.js';
import { manages } from './organization.policy.js';

/** Classes and who is in them. */
export class ClassGroupService {
  constructor(private readonly database: Database) {}

  create(actor: Actor, input: ClassGroupCreateInput): Promise<Row<ClassGroup>> {
    return this.database.write(async unit => {
      // Held, so that it is not deleted meanwhile.
      const organization = await holdOne(unit, Organization, input.organizationId, 'organizationId');
      if (!manages(actor, organization, 'classGroup:create')) throw forbidden();
      const classGroup = assign(new ClassGroup(), input);
      unit.em.persist(classGroup);
      await unit.em.flush();
      return classGroup;
    });
  }

  update(actor: Actor, id: string, input: ClassGroupUpdateInput): Promise<Row<ClassGroup>> {
    return this.database.write(async unit => {
      const classGroup = update(await lockManaged(unit, actor, id, 'classGroup:update'), input);
      await unit.em.flush();
      return classGroup;
    });
  }

  delete(actor: Actor, id: string): Promise<string> {
    return this.database.write(async unit => {
      const classGroup = await lockManaged(unit, actor, id, 'classGroup:delete');
      await refuseIfUsed(unit, ClassGroup, id);
      unit.em.remove(classGroup);
      await unit.em.flush();
      return id;
    });
  }

  /** Who is in it already stays, and is no reason to refuse the others. */
  addLearners(actor: Actor, id: string, learnerIds: readonly string[]): Promise<Row<ClassGroup>> {
    return this.database.write(async unit => {
      const classGroup = await lockManaged(unit, actor, id, 'classGroup:update');
      await refuseUnlessLearners(unit, learnerIds);
      const members = await unit.rows<{ learnerId: string }>(
        sql`select learner_id as "learnerId" from memberships where class_group_id = ${id} and learner_id ${oneOf(learnerIds)}`,
      );
      const there = new Set(members.map(it => it.learnerId));
      const added = [...new Set(learnerIds)].filter(learnerId => !there.has(learnerId));
      unit.em.persist(added.map(learnerId => assign(new Membership(), { classGroupId: id, learnerId })));
      await unit.em.flush();
      return classGroup;
    });
  }

  /** Who is not in it is no reason to refuse the others. */
  removeLearners(actor: Actor, id: string, learnerIds: readonly string[]): Promise<Row<ClassGroup>> {
    return this.database.write(async unit => {
      const classGroup = await lockManaged(unit, actor, id, 'classGroup:update');
      await unit.em.nativeDelete(Membership, { classGroupId: id, learnerId: { $in: [...learnerIds] } });
      return classGroup;
    });
  }
}

async function lockManaged(unit: Unit, actor: Actor, id: string, deed: 'classGroup:update' | 'classGroup:delete'): Promise<ClassGroup> {
  const classGroup = await lockOne(unit, ClassGroup, id);
  const organization = await new Loaders(unit).load(Organization, classGroup.organizationId);
  if (!organization || !manages(actor, organization, deed)) throw forbidden();
  return classGroup;
}

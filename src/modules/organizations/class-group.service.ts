import type { Actor } from '../../platform/access/actor.js';
import { lockAllowed } from '../../platform/access/allowed.js';
import { allows, type Policy } from '../../platform/access/policy.js';
import { assign, update } from '../../platform/database/changes.js';
import { type Database, holdOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { oneOf, sql } from '../../platform/database/sql.js';
import { refuseIfUsed } from '../../platform/database/uses.js';
import { forbidden } from '../../platform/errors/request-error.js';
import { ClassGroup } from './class-group.entity.js';
import type { ClassGroupCreateInput, ClassGroupUpdateInput } from './class-group.inputs.js';
import { deletingClassGroup, updatingClassGroup } from './class-group.policy.js';
import { refuseUnlessLearners } from './learner.rules.js';
import { Membership } from './membership.entity.js';
import { Organization } from './organization.entity.js';
import { creatingClassGroup } from './organization.policy.js';

/** Classes and who is in them. */
export class ClassGroupService {
  constructor(private readonly database: Database) {}

  create(actor: Actor, input: ClassGroupCreateInput): Promise<Row<ClassGroup>> {
    return this.database.write({ actor, deed: 'classGroup:create' }, async unit => {
      // Held, so that it is not deleted meanwhile.
      const organization = await holdOne(unit, Organization, input.organizationId, 'organizationId');
      if (!allows(creatingClassGroup, actor, organization)) throw forbidden();
      const classGroup = assign(new ClassGroup(), input);
      unit.em.persist(classGroup);
      await unit.em.flush();
      return classGroup;
    });
  }

  update(actor: Actor, id: string, input: ClassGroupUpdateInput): Promise<Row<ClassGroup>> {
    return this.database.write({ actor, deed: 'classGroup:update' }, async unit => {
      const classGroup = update(await lockClassGroup(unit, updatingClassGroup, actor, id), input);
      await unit.em.flush();
      return classGroup;
    });
  }

  delete(actor: Actor, id: string): Promise<string> {
    return this.database.write({ actor, deed: 'classGroup:delete' }, async unit => {
      await unit.barReferences(ClassGroup, [id]);
      const classGroup = await lockClassGroup(unit, deletingClassGroup, actor, id);
      await refuseIfUsed(unit, ClassGroup, id);
      unit.em.remove(classGroup);
      await unit.em.flush();
      return id;
    });
  }

  /** Who is in it already stays, and is no reason to refuse the others. */
  addLearners(actor: Actor, id: string, learnerIds: readonly string[]): Promise<Row<ClassGroup>> {
    return this.database.write({ actor, deed: 'classGroup:update' }, async unit => {
      const classGroup = await lockClassGroup(unit, updatingClassGroup, actor, id);
      const wanted = [...new Set(learnerIds)];
      await refuseUnlessLearners(unit, actor, wanted);
      await putInto(unit, id, wanted);
      return classGroup;
    });
  }

  /** Who is not in it is no reason to refuse the others. */
  removeLearners(actor: Actor, id: string, learnerIds: readonly string[]): Promise<Row<ClassGroup>> {
    return this.database.write({ actor, deed: 'classGroup:update' }, async unit => {
      const classGroup = await lockClassGroup(unit, updatingClassGroup, actor, id);
      unit.em.remove(await unit.em.find(Membership, { classGroupId: id, learnerId: { $in: [...learnerIds] } }));
      await unit.em.flush();
      return classGroup;
    });
  }
}

/** Puts those of the learners into a class, which must be locked, who are not in it yet. */
export async function putInto(unit: Unit, classGroupId: string, learnerIds: readonly string[]): Promise<void> {
  const members = await unit.rows<{ learnerId: string }>(
    sql`select learner_id as "learnerId" from memberships where class_group_id = ${classGroupId} and learner_id ${oneOf(learnerIds)}`,
  );
  const there = new Set(members.map(it => it.learnerId));
  const added = learnerIds.filter(learnerId => !there.has(learnerId));
  unit.em.persist(added.map(learnerId => assign(new Membership(), { classGroupId, learnerId })));
  await unit.em.flush();
}

export function lockClassGroup(unit: Unit, policy: Policy<never>, actor: Actor, id: string, path = 'id'): Promise<ClassGroup> {
  return lockAllowed(unit, actor, ClassGroup, id, { policy, path });
}

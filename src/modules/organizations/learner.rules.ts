import type { Actor } from '../../platform/access/actor.js';
import { allowedBy } from '../../platform/access/list.js';
import { Role } from '../../platform/access/permissions.js';
import type { Policy } from '../../platform/access/policy.js';
import type { Unit } from '../../platform/database/database.js';
import type { EntityClass } from '../../platform/database/entity.js';
import { noteHeld } from '../../platform/database/held-rows.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { oneOf, type Sql, sql, text } from '../../platform/database/sql.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { User } from '../accounts/user.entity.js';
import { seeingContactDetails } from '../accounts/user.policy.js';
import { ClassGroup } from './class-group.entity.js';
import { reachingClassGroup } from './class-group.policy.js';

const MOST_CLASS_GROUPS_AT_ONCE = 100;
/** A large class. */
export const MOST_LEARNERS_AT_ONCE = 1_000;

/**
 * Refuses ids of which one is not a learner's, or is one's whom the actor does not reach yet: whoever teaches a learner sees how to reach
 * them, so that nobody may begin to by a deed of their own. They are held, so that nobody is put anywhere who is erased meanwhile.
 */
export async function refuseUnlessLearners(unit: Unit, actor: Actor, learnerIds: readonly string[], path = 'learnerIds'): Promise<void> {
  if (learnerIds.length > MOST_LEARNERS_AT_ONCE) tooMany(`${MOST_LEARNERS_AT_ONCE} learners`, path);
  const learners = { entity: User, ids: learnerIds, are: sql`t.role = ${Role.LEARNER}` };
  const held = await unit.rows<{ id: string }>(
    sql`select id from users where id ${oneOf(learnerIds)} order by id${unit.dialect.forKeyShare}`,
  );
  noteHeld(unit.em, User, held);
  const { found, allowed } = await countAllowed(unit, actor, seeingContactDetails, learners);
  if (found < learnerIds.length) refuse(ErrorCode.NOT_FOUND, 'One of them is no learner.', path);
  if (allowed < found) refuse(ErrorCode.NOT_ALLOWED, 'Of learners, only those whom you teach already.', path);
}

/** The same of classes, which it holds, so that none of them is deleted meanwhile. */
export async function refuseUnlessClassGroups(unit: Unit, actor: Actor, classGroupIds: readonly string[]): Promise<void> {
  if (classGroupIds.length > MOST_CLASS_GROUPS_AT_ONCE) tooMany(`${MOST_CLASS_GROUPS_AT_ONCE} classes`, 'classGroupIds');
  if (classGroupIds.length === 0) return;
  const held = await unit.hold(ClassGroup, classGroupIds);
  if (held.length < classGroupIds.length) refuse(ErrorCode.NOT_FOUND, 'One of them is no class.', 'classGroupIds');
  const { found, allowed } = await countAllowed(unit, actor, reachingClassGroup, { entity: ClassGroup, ids: classGroupIds });
  if (allowed < found) refuse(ErrorCode.NOT_ALLOWED, 'Of classes, only those that you teach already.', 'classGroupIds');
}

interface Asked {
  readonly entity: EntityClass;
  readonly ids: readonly string[];
  readonly are?: Sql;
}

/** How many of them there are, `t`, and how many of those a policy allows the actor. */
async function countAllowed(source: RowSource, actor: Actor, policy: Policy, { entity, ids, are = text('1 = 1') }: Asked) {
  const allows = allowedBy(policy, { source, viewer: actor }, { entity, alias: 't' });
  const [counted] = await source.rows<{ found: number; allowed: number }>(
    sql`select count(*) as found, count(case when ${allows} then 1 end) as allowed
      from ${text(source.table(entity).name)} t where t.id ${oneOf(ids)} and ${are}`,
  );
  return counted ?? { found: 0, allowed: 0 };
}

function tooMany(most: string, path: string): never {
  return refuse(ErrorCode.TOO_LONG, `At most ${most} at once.`, path);
}

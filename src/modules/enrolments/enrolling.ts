import type { Actor } from '../../platform/access/actor.js';
import { allowsAfterAll } from '../../platform/access/other-rows.js';
import { type Permission, Role } from '../../platform/access/permissions.js';
import { assign } from '../../platform/database/changes.js';
import type { Unit } from '../../platform/database/database.js';
import { Loaders } from '../../platform/database/loaders.js';
import { oneOf, sql, text } from '../../platform/database/sql.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { unauthenticated } from '../../platform/errors/request-error.js';
import { refuse } from '../../platform/errors/user-error.js';
import type { Priority } from '../accounts/user.entity.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { reachingClassGroup } from '../organizations/class-group.policy.js';
import { MOST_LEARNERS_AT_ONCE } from '../organizations/learner.rules.js';
import type { Session } from '../sessions/session.entity.js';
import { seeingSession } from '../sessions/session.policy.js';
import { SessionStatus } from '../sessions/session.status.js';
import { Enrolment } from './enrolment.entity.js';
import { LIVES } from './enrolment.status.js';

/** What enrolling looks at of a learner. */
export interface Candidate {
  readonly id: string;
  readonly priority: Priority;
  readonly firstName: string;
  readonly lastName: string;
}

/** Who comes first where there are not seats for all. */
const RANK: Readonly<Record<Priority, number>> = { STANDARD: 0, PRIORITY: 1 };

/**
 * Those of the ids that are of active learners. All are held, by as many at once as enrol, so that nobody is enrolled who is erased
 * meanwhile; and they are before the session is, because an erasure holds the person, active or not, and then the sessions that they leave.
 */
export async function holdLearners(unit: Unit, ids: readonly string[]): Promise<Candidate[]> {
  const held = await unit.rows<Candidate & { readonly active: boolean; readonly role: Role }>(
    sql`select u.id, u.priority, u.first_name as "firstName", u.last_name as "lastName", u.active, u.role from users u
      where u.id ${oneOf(ids)} order by u.id${unit.dialect.forKeyShare}`,
  );
  return held.filter(it => it.active && it.role === Role.LEARNER);
}

/**
 * Those who are in a class that the actor reaches. Whoever comes or goes at the same moment does so before or after: nobody is kept from it.
 */
export async function membersOf(unit: Unit, actor: Actor, classGroupId: string): Promise<string[]> {
  const loaders = new Loaders(unit);
  const classGroup = await loaders.load(ClassGroup, classGroupId);
  if (!classGroup) return refuse(ErrorCode.NOT_FOUND, 'There is no such class.', 'classGroupId');
  if (!(await allowsAfterAll(reachingClassGroup, actor, classGroup, loaders))) {
    refuse(ErrorCode.NOT_ALLOWED, 'Of classes, only those that you teach already.', 'classGroupId');
  }
  const rows = await unit.rows<{ id: string }>(sql`select learner_id as id from memberships where class_group_id = ${classGroupId}`);
  if (rows.length > MOST_LEARNERS_AT_ONCE) refuse(ErrorCode.TOO_LONG, `At most ${MOST_LEARNERS_AT_ONCE} at once.`, 'classGroupId');
  return rows.map(it => it.id);
}

/** Whoever may enrol themselves, and is no learner or nobody any more. */
export async function refuseOther(unit: Unit, { id }: Actor): Promise<never> {
  const [user] = await unit.rows<{ active: boolean }>(sql`select active from users where id = ${id}`);
  if (!user?.active) throw unauthenticated();
  return refuse(ErrorCode.NOT_FOUND, 'Only learners are enrolled: say whom.', 'learnerId');
}

export function refuseUnlessOpen({ status, startsAt }: Session): void {
  if (status !== SessionStatus.SCHEDULED) refuse(ErrorCode.INVALID_STATUS, `It is ${status}.`, 'id');
  if (startsAt <= Date.now()) refuse(ErrorCode.TOO_LATE, 'It has begun.', 'id');
}

/** Whether a learner may know of a session, whoever enrols them. */
export function sees(unit: Unit, { id }: Candidate, session: Session): Promise<boolean> {
  const learner: Actor = { id, loginId: '', role: Role.LEARNER, authorizations: new Set<Permission>() };
  return allowsAfterAll(seeingSession, learner, session, new Loaders(unit));
}

/** Those of some learners who are enrolled in a session already, or wait for it. */
export async function thoseIn(unit: Unit, sessionId: string, learners: readonly Candidate[]): Promise<ReadonlySet<string>> {
  const rows = await unit.rows<{ id: string }>(
    sql`select e.learner_id as id from enrolments e
      where e.session_id = ${sessionId} and e.learner_id ${oneOf(learners.map(it => it.id))} and e.${text(LIVES)}`,
  );
  return new Set(rows.map(it => it.id));
}

export function enrolmentOf({ id: learnerId, priority }: Candidate, { id: sessionId }: Session): Enrolment {
  return assign(new Enrolment(), { sessionId, learnerId, priority: RANK[priority] });
}

/** The order in which those of a class come who do not fit all: priority, then name. */
export function byPriorityAndName(one: Candidate, other: Candidate): number {
  return (
    RANK[other.priority] - RANK[one.priority] ||
    one.lastName.localeCompare(other.lastName) ||
    one.firstName.localeCompare(other.firstName) ||
    (one.id < other.id ? -1 : 1)
  );
}

import type { Actor } from '../../platform/access/actor.js';
import { allowsAfterAll } from '../../platform/access/other-rows.js';
import { Role } from '../../platform/access/permissions.js';
import { holdOne, notFound, type Unit } from '../../platform/database/database.js';
import { noteHeld } from '../../platform/database/held-rows.js';
import { Loaders } from '../../platform/database/loaders.js';
import { oneOf, type Sql, sql, text } from '../../platform/database/sql.js';
import { unauthenticated } from '../../platform/errors/request-error.js';
import { User } from '../accounts/user.entity.js';
import { HAS_SEAT } from '../enrolments/enrolment.status.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { reachingClassGroup } from '../organizations/class-group.policy.js';
import { teachesClassGroup, teachesLearner } from '../organizations/teaching.js';
import { Session } from '../sessions/session.entity.js';
import { seeingSession } from '../sessions/session.policy.js';
import type { Correspondent } from './conversation.rules.js';

/** Somebody with an account that can be used, whom an actor would write to. */
export interface FoundCorrespondent extends Correspondent {
  readonly id: string;
  readonly name: string;
}

/** Those of some users who can be written to at all, in one statement. */
export async function readCorrespondents(
  unit: Unit,
  actor: Actor,
  userIds: readonly string[],
  held: Sql = text(''),
): Promise<FoundCorrespondent[]> {
  const rows = await unit.rows<{ id: string; name: string; role: Role; teaching: number }>(
    sql`select u.id, u.first_name || ' ' || u.last_name as name, u.role, case when ${teachingBetween(actor)} then 1 else 0 end as teaching
      from users u where u.id ${oneOf(userIds)} and u.active = ${true} order by u.id${held}`,
  );
  return rows.map(row => ({ ...row, teaching: row.teaching === 1 }));
}

/** The same; held with the actor, so that nobody of them is erased meanwhile. Call it before a conversation is locked: an erasure does so, too. */
export async function holdCorrespondents(unit: Unit, actor: Actor, userIds: readonly string[]): Promise<FoundCorrespondent[]> {
  const found = await readCorrespondents(unit, actor, [actor.id, ...userIds], unit.dialect.forKeyShare);
  noteHeld(unit.em, User, found);
  if (!found.some(it => it.id === actor.id)) throw unauthenticated();
  return found.filter(it => it.id !== actor.id);
}

/** Holds for the users, `u`, whom the actor teaches or who teach the actor, as far as that decides who may write to whom. */
function teachingBetween({ id, role }: Actor): Sql {
  if (role === Role.TRAINER) return sql`u.role = ${Role.LEARNER} and ${teachesLearner(text('u.id'), id)}`;
  if (role === Role.LEARNER) return sql`u.role = ${Role.TRAINER} and ${teachesLearner(sql`${id}`, text('u.id'))}`;
  return text('1 = 0');
}

/** Those who take part in a conversation now. */
export async function readParticipantIds(unit: Unit, conversationId: string): Promise<string[]> {
  const rows = await unit.rows<{ id: string }>(
    sql`select user_id as id from participants where conversation_id = ${conversationId} and left_at is null`,
  );
  return rows.map(row => row.id);
}

/** Who is meant by a class: who is in it, and its trainers. Held, so that it is not deleted meanwhile, and nobody comes or goes. */
export async function peopleOfClass(unit: Unit, classGroupId: string): Promise<string[]> {
  await holdOne(unit, ClassGroup, classGroupId, 'classGroupId');
  const rows = await unit.rows<{ id: string }>(
    sql`select m.learner_id as id from memberships m where m.class_group_id = ${classGroupId}
      union select u.id from users u where u.role = ${Role.TRAINER} and ${teachesClassGroup(sql`${classGroupId}`, text('u.id'))}`,
  );
  return rows.map(row => row.id);
}

/** A class is written to by whom what it is given may come from. */
export async function mayWriteToClass(unit: Unit, actor: Actor, id: string): Promise<boolean> {
  return allowsAfterAll(reachingClassGroup, actor, { id }, new Loaders(unit));
}

/** Who is meant by a session: who teaches it, and who has a seat in it. It is not held: seats are given with their learners held first. */
export async function peopleOfSession(unit: Unit, sessionId: string): Promise<string[]> {
  const session = await new Loaders(unit).load(Session, sessionId);
  if (!session) return notFound(Session, 'sessionId');
  const rows = await unit.rows<{ id: string }>(
    sql`select e.learner_id as id from enrolments e where e.session_id = ${sessionId} and e.${text(HAS_SEAT)}`,
  );
  return [session.trainerId, ...rows.map(row => row.id)];
}

/** A session that one may not see is none to write to. */
export async function refuseUnlessSeen(unit: Unit, actor: Actor, sessionId: string): Promise<void> {
  const session = await new Loaders(unit).load(Session, sessionId);
  if (!session || !(await allowsAfterAll(seeingSession, actor, session, new Loaders(unit)))) notFound(Session, 'sessionId');
}

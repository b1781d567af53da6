import { Session } from '../../src/modules/sessions/session.entity.js';
import { SessionChangeKind } from '../../src/modules/sessions/session.live.js';
import { assign } from '../../src/platform/database/changes.js';
import { lockOne } from '../../src/platform/database/database.js';
import type { Row } from '../../src/platform/database/entity.js';
import { sql } from '../../src/platform/database/sql.js';
import { EnrolmentCancel, SessionEnrol, SessionEnrolClass } from '../generated/documents.js';
import type { TestApp } from './app.js';
import { byHand } from './by-hand.js';
import { type Client, refusals } from './client.js';
import { slot } from './slots.js';

interface Asking {
  readonly client: Client;
}

/** When a session is, on the day of all tests unless said otherwise. */
export function during(from = '10:00', to = '12:00', day?: string): { startsAt: number; endsAt: number } {
  const { startsAt, endsAt } = slot(from, to, day ? { day } : {});
  return { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) };
}

export async function enrol({ client }: Asking, id: string, learnerId?: string) {
  const { enrolment, errors } = (await client.ask(SessionEnrol, { id, ...(learnerId && { learnerId }) })).sessionEnrol;
  return { id: enrolment?.id ?? '', status: enrolment?.status, position: enrolment?.waitingPosition, refused: refusals({ errors }) };
}

export async function enrolClass({ client }: Asking, id: string, classGroupId: string, partial = false) {
  return (await client.ask(SessionEnrolClass, { id, classGroupId, partial })).sessionEnrolClass;
}

/** Why it was refused: nothing when it was done. */
export async function cancel({ client }: Asking, id: string): Promise<string[]> {
  return refusals((await client.ask(EnrolmentCancel, { id })).enrolmentCancel);
}

interface Seat {
  readonly learnerId: string;
  readonly status: string;
  readonly priority: number;
  readonly ticket: number;
}

/** Who has asked for a session, in the order of asking. */
export function seatsOf({ database }: TestApp, sessionId: string): Promise<Seat[]> {
  return database.rows(
    sql`select learner_id as "learnerId", status, priority, ticket from enrolments where session_id = ${sessionId} order by ticket`,
  );
}

/** What a change of a session does, without what the calendar says of it. */
export async function changeSession(
  { database, modules }: TestApp,
  id: string,
  given: Partial<Row<Session>>,
  change = SessionChangeKind.UPDATED,
) {
  await database.write(byHand, async unit => {
    const session = assign(await lockOne(unit, Session, id), given);
    await unit.em.flush();
    for (const follow of modules.sessions.sessions.inside) await follow(unit, undefined as never, session, change);
  });
}

import type { Condition, Reading } from '../../platform/access/list.js';
import type { Loaders } from '../../platform/database/loaders.js';
import { type OneOf, oneOf, type Sql, sql, text } from '../../platform/database/sql.js';
import type { Course } from '../courses/course.entity.js';
import type { Session } from '../sessions/session.entity.js';
import { HAS_SEAT, WAITS } from './enrolment.status.js';

/** How the seats of a session are taken. */
export interface Seats {
  readonly taken: number;
  readonly waiting: number;
  /** Of whoever asked last. */
  readonly lastTicket: number;
}

const NONE: Seats = { taken: 0, waiting: 0, lastTicket: 0 };

/** The seats of the sessions with these ids that somebody has asked for: a row of each. */
export function seatsOf(sessionIds: OneOf): Sql {
  return sql`select e.session_id as id, count(case when e.${text(HAS_SEAT)} then 1 end) as taken,
    count(case when e.${text(WAITS)} then 1 end) as waiting, max(e.ticket) as "lastTicket"
    from enrolments e where e.session_id ${sessionIds} group by e.session_id`;
}

/** The seats of a session, in one statement for all sessions asked for at once. */
export function loadSeats(loaders: Loaders, sessionId: string): Promise<Seats> {
  return loaders.batch('seats', sessionId, async ids => {
    const rows = await loaders.source.rows<Seats & { readonly id: string }>(seatsOf(oneOf(ids)));
    const byId = new Map(rows.map(row => [row.id, row]));
    return ids.map(id => byId.get(id) ?? NONE);
  });
}

/** Holds for the sessions, `alias`, that are to come and have a seat left. Nobody waits where there is one. */
function hasSeats(alias: string): Sql {
  const session = text(alias);
  return sql`(${session}.status = 'SCHEDULED' and ${session}.starts_at > ${new Date()} and ${session}.capacity >
    (select count(*) from enrolments e where e.session_id = ${session}.id and e.${text(HAS_SEAT)}))`;
}

/** The condition of a list of sessions, `alias`, that those who look for a seat ask for. */
export function withSeats(alias: string): Condition<Session, boolean, Reading> {
  return {
    looksAt: ['id', 'status', 'startsAt', 'capacity'],
    where: wanted => (wanted ? hasSeats(alias) : sql`not ${hasSeats(alias)}`),
  };
}

/** The same of a list of courses, `alias`: published ones, of which a session has a seat left. */
export function onOffer(alias: string): Condition<Course, boolean, Reading> {
  const course = text(alias);
  return {
    looksAt: ['id', 'published'],
    where: wanted => {
      const offered = sql`(${course}.published and exists (select 1 from sessions held where held.course_id = ${course}.id and ${hasSeats('held')}))`;
      return wanted ? offered : sql`not ${offered}`;
    },
  };
}

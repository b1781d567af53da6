import type { Actor } from '../../platform/access/actor.js';
import { allowedBy } from '../../platform/access/list.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { join, type Sql, sql, text } from '../../platform/database/sql.js';
import { RequestError } from '../../platform/errors/request-error.js';
import { DAY_MS } from '../../platform/time/interval.js';
import { isTimeZone, localTimeAt } from '../../platform/time/zone.js';
import { HAS_SEAT, LIVES } from '../enrolments/enrolment.status.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { Reservation } from '../reservations/reservation.entity.js';
import { seeingDetails } from '../reservations/reservation.policy.js';
import { ReservationStatus } from '../reservations/reservation.status.js';
import { Session } from '../sessions/session.entity.js';
import { seeingSession } from '../sessions/session.policy.js';
import { SessionStatus } from '../sessions/session.status.js';
import type { CalendarEntry } from './calendar.entry.js';
import type { CalendarArgs } from './calendar.inputs.js';
import { seeingClassCalendar } from './calendar.policy.js';

const MOST_DAYS = 92;
const MOST_ENTRIES = 1_000;
/** Nothing in a calendar takes longer. */
const LONGEST_MS = DAY_MS;
/** PostgreSQL wants to know of what type nothing is. */
const NOTHING = text('cast(null as uuid)');
const TAKES_PLACE = text(`s.status <> '${SessionStatus.CANCELLED}'`);
const TAKES = text(`v.status <> '${ReservationStatus.CANCELLED}'`);

/** What a viewer may know of in a calendar, the first to begin first: their own, or that of a room, a trainer or a class. */
export async function readCalendar(source: RowSource, viewer: Actor, asked: CalendarArgs): Promise<CalendarEntry[]> {
  checkAsked(asked);
  const timeZone = asked.timeZone ?? 'UTC';
  const entries = await source.rows<Omit<CalendarEntry, 'localStartsAt' | 'localEndsAt'>>(
    sql`select kind, "startsAt", "endsAt", "sessionId", "enrolmentId", "reservationId"
      from (${join(partsOf(source, viewer, asked), ' union all ')}) entry
      order by "startsAt", "endsAt", kind, coalesce("sessionId", "reservationId") ${source.dialect.limit(MOST_ENTRIES + 1)}`,
  );
  if (entries.length > MOST_ENTRIES) throw new RequestError('BAD_USER_INPUT', `More than ${MOST_ENTRIES} entries: ask for a shorter time.`);
  return entries.map(entry => ({
    ...entry,
    localStartsAt: localTimeAt(entry.startsAt, timeZone),
    localEndsAt: localTimeAt(entry.endsAt, timeZone),
  }));
}

function checkAsked({ from, to, roomId, trainerId, classGroupId, timeZone }: CalendarArgs): void {
  if (to <= from || to - from > MOST_DAYS * DAY_MS) {
    throw new RequestError('BAD_USER_INPUT', `to must come after from, by at most ${MOST_DAYS} days.`);
  }
  if ([roomId, trainerId, classGroupId].filter(it => it != null).length > 1) {
    throw new RequestError('BAD_USER_INPUT', 'A calendar is that of a room, a trainer or a class: name one of them.');
  }
  if (timeZone && !isTimeZone(timeZone)) throw new RequestError('BAD_USER_INPUT', 'There is no such time zone.');
}

function partsOf(source: RowSource, viewer: Actor, { from, to, roomId, trainerId, classGroupId }: CalendarArgs): Sql[] {
  const when = during(from, to);
  const reading = { source, viewer };
  const seen = allowedBy(seeingSession, reading, { entity: Session, alias: 's' });
  const told = allowedBy(seeingDetails, reading, { entity: Reservation, alias: 'v' });
  if (roomId) {
    const taken = sql`v.resource_id = ${roomId} and ${when('v')}`;
    const held = sql`select v.holder_id from reservations v where ${TAKES} and v.holder_id is not null and ${taken}`;
    const shown = sql`s.id in (${held}) and ${seen}`;
    return [
      sessions(shown),
      // Of whatever holds it, the viewer is told once: by its own name where they may see it, else as what is taken.
      reservations(sql`${taken} and not exists (select 1 from sessions s where s.id = v.holder_id and ${TAKES_PLACE} and ${seen})`),
    ];
  }
  if (trainerId) {
    const ofTrainer = sql`s.trainer_id = ${trainerId} and ${seen} and ${when('s')}`;
    return [sessions(ofTrainer), reservations(sql`v.user_id = ${trainerId} and v.holder_id is null and ${told} and ${when('v')}`)];
  }
  if (classGroupId) {
    const known = allowedBy(seeingClassCalendar, reading, { entity: ClassGroup, alias: 'g' });
    const ofClass = sql`exists (select 1 from class_groups g where g.id = ${classGroupId} and ${known})`;
    return [sessions(sql`${when('s')} and ${ofClass} and ${isTakenBy(classGroupId)} and ${seen}`)];
  }
  return [
    sessions(sql`s.trainer_id = ${viewer.id} and ${when('s')}`),
    enrolments(sql`e.learner_id = ${viewer.id} and ${when('s')}`),
    reservations(sql`v.user_id = ${viewer.id} and v.holder_id is null and ${when('v')}`),
  ];
}

function sessions(condition: Sql): Sql {
  return sql`select 'SESSION' as kind, s.starts_at as "startsAt", s.ends_at as "endsAt", s.id as "sessionId", ${NOTHING} as "enrolmentId",
    ${NOTHING} as "reservationId" from sessions s where ${TAKES_PLACE} and ${condition}`;
}

function enrolments(condition: Sql): Sql {
  return sql`select 'ENROLMENT' as kind, s.starts_at as "startsAt", s.ends_at as "endsAt", s.id as "sessionId", e.id as "enrolmentId",
    ${NOTHING} as "reservationId" from enrolments e join sessions s on s.id = e.session_id
    where ${TAKES_PLACE} and e.${text(LIVES)} and ${condition}`;
}

function reservations(condition: Sql): Sql {
  return sql`select 'RESERVATION' as kind, v.starts_at as "startsAt", v.ends_at as "endsAt", ${NOTHING} as "sessionId", ${NOTHING} as "enrolmentId",
    v.id as "reservationId" from reservations v where ${TAKES} and ${condition}`;
}

/** One step on an index of starts, however much there was before. */
function during(from: number, to: number): (alias: string) => Sql {
  const [begins, ends, earliest] = [new Date(to), new Date(from), new Date(from - LONGEST_MS)];
  return alias => {
    const it = text(alias);
    return sql`${it}.starts_at < ${begins} and ${it}.starts_at > ${earliest} and ${it}.ends_at > ${ends}`;
  };
}

/** Somebody of the class has a seat in it: looked up from the class, whatever else there is at that time. */
function isTakenBy(classGroupId: string): Sql {
  return sql`s.id in (select e.session_id from memberships m join enrolments e on e.learner_id = m.learner_id
    where m.class_group_id = ${classGroupId} and e.${text(HAS_SEAT)})`;
}

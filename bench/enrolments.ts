import { randomUUIDv7 } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { bookable, DAY_MS, EDITABLE, editable, HOUR_MS, idOf, inserter, resourceId, SITES, siteId, TODAY, userId } from './data.js';
import { addSchool, courseId, learnerId, TEACHER } from './school.js';

/** As many as the class has learners. */
export const SEATS = 500;
const ROOM = bookable[0] as number;
const CHANGES_OF_A_ROW = 100;

export const sessionId = (n: number) => idOf(31, n);
export const learnerIds = Array.from({ length: SEATS }, (_, n) => learnerId(n));

/** Adds a class, and sessions to come that have a seat for each of its learners, to data that belongs to the caller. */
export function addSessions(file: string, count: number): void {
  const db = new Sqlite(file);
  db.pragma('synchronous = off');
  db.transaction(() => {
    addSchool(db, SEATS);
    const session = inserter(db, 'sessions', [
      ...EDITABLE,
      'course_id',
      'trainer_id',
      'room_id',
      'starts_at',
      'ends_at',
      'status',
      'capacity',
    ]);
    for (let n = 0; n < count; n++) {
      const startsAt = TODAY + (n + 2) * DAY_MS;
      session([
        ...editable(sessionId(n), n),
        courseId,
        userId(TEACHER),
        resourceId(ROOM),
        startsAt,
        startsAt + HOUR_MS,
        'SCHEDULED',
        SEATS,
      ]);
    }
  })();
  db.close();
}

/** Enrols the class in SQL alone: the rows that the app writes are there beforehand and go in by statements prepared once. */
export class BareEnrolling {
  readonly #db: Sqlite.Database;
  readonly #enrolment: (values: readonly unknown[]) => void;
  readonly #event: (values: readonly unknown[]) => void;
  readonly #audit: (values: readonly unknown[]) => void;

  constructor(file: string) {
    this.#db = new Sqlite(file);
    // As the app opens it.
    this.#db.pragma('synchronous = full');
    this.#db.pragma('foreign_keys = on');
    this.#db.pragma('cache_size = -65536');
    this.#db.pragma('mmap_size = 268435456');
    this.#enrolment = inserter(this.#db, 'enrolments', [
      ...EDITABLE,
      'session_id',
      'learner_id',
      'status',
      'priority',
      'ticket',
      'progress',
    ]);
    this.#event = inserter(this.#db, 'event_log', ['created_at', 'topic', 'keys', 'payload']);
    this.#audit = inserter(this.#db, 'audit_unsealed', ['changes']);
  }

  /** Milliseconds for one transaction with all of it. */
  enrol(session: number): number {
    const now = Date.now();
    const { enrolments, events, audit } = rowsOf(sessionId(session), now);
    const write = this.#db.transaction(() => {
      for (const row of enrolments) this.#enrolment(row);
      for (const row of audit) this.#audit(row);
      for (const row of events) this.#event(row);
    });
    const begun = performance.now();
    write.immediate();
    return performance.now() - begun;
  }

  close(): void {
    this.#db.close();
  }
}

type Rows = readonly (readonly unknown[])[];

function rowsOf(session: string, now: number): { enrolments: Rows; events: Rows; audit: Rows } {
  const ids = learnerIds.map(() => randomUUIDv7());
  const changes = ids.map((id, n) => changeOf(session, id, n, now));
  const audit: unknown[][] = [];
  for (let from = 0; from < changes.length; from += CHANGES_OF_A_ROW) {
    const some = changes.slice(from, from + CHANGES_OF_A_ROW);
    audit.push([JSON.stringify({ at: now, actorId: userId(TEACHER), deed: 'enrolment:create', requestId: randomUUIDv7(), changes: some })]);
  }
  const site = siteId(ROOM % SITES);
  const places = ['*/*', `*/${courseId}`, `${site}/*`, `${site}/${courseId}`];
  return {
    enrolments: ids.map((id, n) => [id, now, now, 1, session, learnerIds[n], 'ENROLLED', 0, n + 1, 0]),
    audit,
    events: [
      ...ids.map((id, n) => [now, 'enrolmentChanged', JSON.stringify([learnerIds[n]]), JSON.stringify({ id, change: 'ENROLLED' })]),
      [now, 'sessionChanged', JSON.stringify(places), JSON.stringify({ id: session, change: 'SEATS' })],
    ],
  };
}

function changeOf(session: string, entityId: string, n: number, now: number): object {
  const at = new Date(now).toISOString();
  const newValues = {
    createdAt: at,
    updatedAt: at,
    sessionId: session,
    learnerId: learnerIds[n],
    status: 'ENROLLED',
    priority: 0,
    ticket: n + 1,
    progress: 0,
  };
  return { entity: 'Enrolment', entityId, kind: 'CREATED', fields: Object.keys(newValues), oldValues: {}, newValues };
}

interface Written {
  readonly enrolments: number;
  readonly learners: number;
  readonly tickets: number;
  readonly events: number;
  readonly recorded: number;
}

/** What the enrolment of a class leaves in the file: the same, whoever wrote it. */
export function checkWritten(file: string, sessions: number): void {
  const db = new Sqlite(file, { readonly: true });
  const written = db
    .prepare<[], Written>(
      `select (select count(*) from enrolments where status = 'ENROLLED') as enrolments,
        (select count(*) from (select distinct session_id, learner_id from enrolments)) as learners,
        (select count(*) from (select distinct session_id, ticket from enrolments where ticket between 1 and ${SEATS})) as tickets,
        (select count(*) from event_log where topic in ('enrolmentChanged', 'sessionChanged')) as events,
        (select count(*) from audit_entries where entity = 'Enrolment')
          + (select coalesce(sum(json_array_length(changes, '$.changes')), 0) from audit_unsealed) as recorded`,
    )
    .get() as Written;
  db.close();
  const all = sessions * SEATS;
  const right: Written = { enrolments: all, learners: all, tickets: all, events: all + sessions, recorded: all };
  if (JSON.stringify(written) !== JSON.stringify(right))
    throw new Error(`p10: ${file} has ${JSON.stringify(written)}, not ${JSON.stringify(right)}`);
}

import { type ListDefinition, listOf } from '../../platform/access/list.js';
import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { oneOf, type Sql, sql, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { positionOf } from '../../platform/waiting-list.js';
import { Enrolment } from './enrolment.entity.js';
import type { EnrolmentFilter } from './enrolment.inputs.js';
import { HAS_SEAT, LIVES, WAITS } from './enrolment.status.js';
import { ProgressEntry } from './progress-entry.entity.js';

const MOST_OF_HISTORY = 100;

/** Beside a list of enrolments, `e`: their sessions, `held`. */
const SESSIONS = text(' join sessions held on held.id = e.session_id');

export const enrolments: ListDefinition<Enrolment, EnrolmentFilter, 'TICKET' | 'CREATED_AT'> = {
  entity: Enrolment,
  alias: 'e',
  conditions: { statuses: { looksAt: ['status'], where: statuses => sql`e.status ${oneOf(statuses)}` } },
  orders: {
    TICKET: [{ column: text('e.ticket'), property: 'ticket', integer: true }],
    CREATED_AT: [{ column: text('e.created_at'), property: 'createdAt', instant: true }],
  },
  usualOrder: 'CREATED_AT',
};

/** Enrolments, the first to ask first. */
export function enrolmentList(source: RowSource, filter?: EnrolmentFilter | null): List<Enrolment> {
  return listOf(enrolments, { source, viewer: null }, { filter });
}

/** The same of one session each, where tickets tell. */
export function enrolmentListOfSession(source: RowSource, filter?: EnrolmentFilter | null): List<Enrolment> {
  return listOf(enrolments, { source, viewer: null }, { filter, order: { field: 'TICKET', direction: OrderDirection.ASC } });
}

/** The same of courses, `held.course_id`. */
export function enrolmentListOfCourse(source: RowSource, filter?: EnrolmentFilter | null): List<Enrolment> {
  return { ...enrolmentList(source, filter), joined: SESSIONS };
}

/** A viewer's own enrolment in a session, which they have not given back. */
export function loadOwn(loaders: Loaders, sessionId: string, viewerId: string): Promise<Row<Enrolment> | null> {
  return loaders.batch(`own enrolment ${viewerId}`, sessionId, async ids => {
    const { source } = loaders;
    const table = source.table(Enrolment);
    const own = sql`e.session_id ${oneOf(ids)} and e.learner_id = ${viewerId} and e.${text(LIVES)}`;
    const rows = await source.rowsOf(table, sql`${table.selection('e')} where ${own}`);
    const bySession = new Map(rows.map(row => [row.sessionId, row]));
    return ids.map(id => bySession.get(id) ?? null);
  });
}

/** How many are served up to this one; null for who does not wait. */
export function loadPosition(loaders: Loaders, id: string): Promise<number | null> {
  return loadNumber(
    loaders,
    'position',
    id,
    ids => sql`select line.id, line.value from (
      select waiting.id, ${positionOf('waiting', 'session_id')} as value from enrolments waiting
      where waiting.${text(WAITS)} and waiting.session_id in (select e.session_id from enrolments e where e.id ${ids})
    ) line where line.id ${ids}`,
  );
}

/** How far the learner of an enrolment is in its course, over all its sessions that they have a seat in. */
export function loadCourseProgress(loaders: Loaders, id: string): Promise<number | null> {
  return loadNumber(
    loaders,
    'course progress',
    id,
    ids => sql`select one.id, ${MEAN} as value from enrolments one join sessions its on its.id = one.session_id
      join sessions held on held.course_id = its.course_id
      join enrolments e on e.session_id = held.id and e.learner_id = one.learner_id
      where one.id ${ids} and e.${text(HAS_SEAT)} group by one.id`,
  );
}

/** How far a viewer is in a course; null where they have a seat in none of its sessions. */
export function loadProgressIn(loaders: Loaders, courseId: string, viewerId: string): Promise<number | null> {
  return loadNumber(
    loaders,
    `own progress ${viewerId}`,
    courseId,
    ids => sql`select held.course_id as id, ${MEAN} as value from enrolments e${SESSIONS}
      where e.learner_id = ${viewerId} and e.${text(HAS_SEAT)} and held.course_id ${ids} group by held.course_id`,
  );
}

/** What was written down of the progress in an enrolment, the last first. */
export function loadHistory(loaders: Loaders, enrolmentId: string): Promise<readonly Row<ProgressEntry>[]> {
  return loaders.batch('progress history', enrolmentId, async ids => {
    const { source } = loaders;
    const table = source.table(ProgressEntry);
    const rows = await source.rowsOf(
      table,
      sql`select * from (select ${table.projection('p').columns},
        row_number() over (partition by p.enrolment_id order by p.created_at desc, p.id desc) as "rank$"
        from progress_entries p where p.enrolment_id ${oneOf(ids)}) ranked where "rank$" <= ${MOST_OF_HISTORY} order by "rank$"`,
    );
    const byEnrolment = Map.groupBy(rows, row => row.enrolmentId);
    return ids.map(id => byEnrolment.get(id) ?? []);
  });
}

const MEAN = text('cast(round(avg(e.progress)) as int)');

function loadNumber(loaders: Loaders, name: string, id: string, select: (ids: ReturnType<typeof oneOf>) => Sql): Promise<number | null> {
  return loaders.batch(name, id, async ids => {
    const rows = await loaders.source.rows<{ id: string; value: number }>(select(oneOf(ids)));
    const byId = new Map(rows.map(row => [row.id, row.value]));
    return ids.map(it => byId.get(it) ?? null);
  });
}

import type { Reading } from '../../platform/access/list.js';
import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { oneOf, sql, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { seenGrades } from './average.reads.js';
import { Grade, GradeEntry } from './grade.entity.js';

const MOST_ENTRIES = 100;

/** The grades of exams, `g.exam_id`, by the names of the learners. */
export function gradesOfExams(source: RowSource): List<Grade> {
  return {
    table: source.table(Grade),
    alias: 'g',
    joined: text(' join users u on u.id = g.learner_id'),
    where: [],
    order: [
      { column: text('u.last_name'), property: 'lastName', computed: true },
      { column: text('u.first_name'), property: 'firstName', computed: true },
    ],
    direction: OrderDirection.ASC,
  };
}

/** Of the grades of learners, `g.learner_id`, those that the viewer may see, that of the latest exam first. */
export function gradesOfLearners(reading: Reading): List<Grade> {
  return {
    table: reading.source.table(Grade),
    alias: 'g',
    joined: text(' join exams e on e.id = g.exam_id'),
    where: [seenGrades(reading)],
    order: [{ column: text('e.date'), property: 'date', computed: true }],
    direction: OrderDirection.DESC,
  };
}

/** What a learner got in an exam, in one statement for all exams asked for at once; null where it is not known. */
export function loadGrade(loaders: Loaders, examId: string, learnerId: string): Promise<Row<Grade> | null> {
  return loaders.batch(`grades of ${learnerId}`, examId, async ids => {
    const table = loaders.source.table(Grade);
    const rows = await loaders.source.rowsOf(
      table,
      sql`${table.selection('g')} where g.exam_id ${oneOf(ids)} and g.learner_id = ${learnerId}`,
    );
    const byExam = new Map(rows.map(it => [it.examId, it]));
    return ids.map(id => byExam.get(id) ?? null);
  });
}

/** How a grade was set, the latest first, in one statement for all grades asked for at once. */
export async function loadHistory(loaders: Loaders, gradeId: string): Promise<readonly Row<GradeEntry>[]> {
  const entries: List<GradeEntry> = {
    table: loaders.source.table(GradeEntry),
    alias: 'h',
    where: [],
    order: [{ column: text('h.number'), property: 'number', integer: true }],
    direction: OrderDirection.DESC,
  };
  return (await loaders.page(entries, text('h.grade_id'), gradeId, { first: MOST_ENTRIES }).read()).nodes;
}

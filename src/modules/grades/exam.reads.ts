import type { Actor } from '../../platform/access/actor.js';
import { allowedBy, type ListDefinition, listOf, type Reading } from '../../platform/access/list.js';
import { allowsAfterAll } from '../../platform/access/other-rows.js';
import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { List } from '../../platform/database/page.js';
import { sql, text } from '../../platform/database/sql.js';
import { Exam } from './exam.entity.js';
import type { ExamFilter } from './exam.inputs.js';
import { seeingExam } from './exam.policy.js';

export const exams: ListDefinition<Exam, ExamFilter, 'DATE'> = {
  entity: Exam,
  alias: 'e',
  conditions: {
    courseId: { looksAt: ['courseId'], where: id => sql`e.course_id = ${id}` },
    classGroupId: { looksAt: ['classGroupId'], where: id => sql`e.class_group_id = ${id}` },
    kind: { looksAt: ['kind'], where: kind => sql`e.kind = ${kind}` },
    from: { looksAt: ['date'], where: from => sql`e.date >= ${from}` },
    to: { looksAt: ['date'], where: to => sql`e.date <= ${to}` },
  },
  orders: { DATE: [{ column: text('e.date'), property: 'date' }] },
  usualOrder: 'DATE',
  usualDirection: 'desc',
};

/** The exams that a filter leaves, of those that the viewer may see, the latest first. `e` is their table. */
export function examList(reading: Reading, filter?: ExamFilter | null): List<Exam> {
  const list = listOf(exams, reading, { filter });
  return { ...list, where: [...list.where, allowedBy(seeingExam, reading, exams)] };
}

/** One exam; null where there is none that the viewer may see. */
export async function readExam(loaders: Loaders, viewer: Actor, id: string): Promise<Row<Exam> | null> {
  const exam = await loaders.load(Exam, id);
  return exam && (await allowsAfterAll(seeingExam, viewer, exam, loaders)) ? exam : null;
}

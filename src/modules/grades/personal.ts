import { sql } from '../../platform/database/sql.js';
import { personalTable } from '../../platform/personal/personal-table.js';
import { Grade, GradeEntry } from './grade.entity.js';

/** What they got stays, as nobody's, so that the averages of others' classes stay what they were. What was said to it goes. */
const grades = personalTable<Grade>({
  name: 'grades',
  entity: Grade,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    updatedAt: 'stays',
    version: 'ours',
    examId: 'stays',
    learnerId: 'stays',
    quarters: 'stays',
    absent: 'stays',
    comment: 'goes',
  },
  owner: 'learnerId',
  about: userId => sql`t.learner_id = ${userId}`,
  async erase(unit, userId) {
    const theirs = await unit.em.find(Grade, { learnerId: userId });
    for (const grade of theirs) grade.comment = null;
    await unit.em.flush();
    return theirs.map(it => it.id);
  },
});

/** About whose grade it is: whoever set it is told that by the audit, and would be told here what others got. */
const entries = personalTable<GradeEntry>({
  name: 'gradeEntries',
  entity: GradeEntry,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    gradeId: 'stays',
    number: 'stays',
    quarters: 'stays',
    absent: 'stays',
    comment: 'goes',
    authorId: 'stays',
  },
  about: userId => sql`t.grade_id in (select id from grades where learner_id = ${userId})`,
  async erase(unit, userId) {
    const theirs = await unit.rows<{ id: string }>(
      sql`update grade_entries set comment = null where grade_id in (select id from grades where learner_id = ${userId}) returning id`,
    );
    return theirs.map(it => it.id);
  },
});

export const personalGrades = [entries, grades];

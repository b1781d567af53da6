import type { Policy } from '../../platform/access/policy.js';
import { type Sql, sql, text } from '../../platform/database/sql.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { teachesClassGroup } from '../organizations/teaching.js';
import { Exam } from './exam.entity.js';

/** Exams and grades of all classes are for teaching staff, those of a class for those who teach it, for as long as they may hold exams. */
const byWhoTeachesIt = { needs: 'exam:create', entity: ClassGroup, where: teachesClassGroup } as const;
const byWhoTeachesItsClass = { needs: 'exam:create', entity: Exam, where: isOfClassTaught } as const;

/** Adding an exam to a class. */
export const creatingExam: Policy<never> = {
  permission: 'exam:create-in-any-class',
  owners: [],
  ownersNeed: 'exam:create',
  also: [byWhoTeachesIt],
};

const ofItsClass = { owners: [], ownersNeed: 'exam:create', also: [byWhoTeachesItsClass] } as const;

export const updatingExam: Policy<never> = { permission: 'exam:update', ...ofItsClass };
export const deletingExam: Policy<never> = { permission: 'exam:delete', ...ofItsClass };
export const settingGrade: Policy<never> = { permission: 'grade:set', ...ofItsClass };

/** Who got what in an exam, and in all exams of a class. */
export const seeingGrades: Policy<never> = { permission: 'grade:read', ...ofItsClass };
export const seeingResults: Policy<never> = { permission: 'grade:read', owners: [], ownersNeed: 'exam:create', also: [byWhoTeachesIt] };

/** That there is such an exam: those in its class, and whoever got a grade in it, know, too. */
export const seeingExam: Policy<never> = {
  ...seeingGrades,
  also: [byWhoTeachesItsClass, { needs: 'exam:read', entity: Exam, where: concerns }],
};

function isOfClassTaught(id: Sql, teacherId: string): Sql {
  return sql`exists (select 1 from exams held where held.id = ${id} and ${teachesClassGroup(text('held.class_group_id'), teacherId)})`;
}

function concerns(id: Sql, learnerId: string): Sql {
  return sql`${id} in (select sat.id from memberships taker join exams sat on sat.class_group_id = taker.class_group_id
    where taker.learner_id = ${learnerId} union all select exam_id from grades where learner_id = ${learnerId})`;
}

import type { Ground, Policy } from '../../platform/access/policy.js';
import { type Sql, sql, text } from '../../platform/database/sql.js';
import { Enrolment } from './enrolment.entity.js';

/** Its trainer looks after who is in a session, for as long as they may have sessions at all. */
const byItsTrainer = { owners: ['trainerId'], ownersNeed: 'session:create' } as const;

/** Who is in a session, and who waits. */
export const seeingEnrolments: Policy<'trainerId'> = { permission: 'enrolment:read', ...byItsTrainer };

/** Putting others into a session. */
export const enrollingOthers: Policy<'trainerId'> = { permission: 'enrolment:create-for-others', ...byItsTrainer };

const teachesIt: Ground = {
  needs: 'session:create',
  entity: Enrolment,
  where: (id: Sql, userId: string) => sql`exists (select 1 from enrolments own join sessions held on held.id = own.session_id
    where own.id = ${id} and held.trainer_id = ${userId})`,
};

/** Grounds of `updatingCourse`: whoever manages the course sees who takes it. */
const managesItsCourse: readonly Ground[] = [
  { needs: 'course:update', entity: Enrolment, where: () => text('1 = 1') },
  {
    needs: 'course:create',
    entity: Enrolment,
    where: (id, userId) => sql`exists (select 1 from enrolments own join sessions held on held.id = own.session_id
      join courses c on c.id = held.course_id where own.id = ${id} and c.owner_id = ${userId})`,
  },
];

/** That there is such an enrolment: in whichever list it is shown, of a learner, of a session or of a course. */
export const seeingEnrolment: Policy<'learnerId'> = {
  permission: 'enrolment:read',
  owners: ['learnerId'],
  also: [teachesIt, ...managesItsCourse],
};

/** Saying who came and how far they are. */
export const updatingEnrolment: Policy<never> = {
  permission: 'enrolment:update',
  owners: [],
  ownersNeed: 'session:create',
  also: [teachesIt],
};

/** Giving it back at all, were it not too late. */
export const cancellingEnrolment: Policy<'learnerId'> = { permission: 'enrolment:cancel', owners: ['learnerId'], also: [teachesIt] };

/** The same for those who look after it: they may for longer. */
export const cancellingForOthers: Policy<never> = { ...cancellingEnrolment, owners: [] };

/** What learners are enrolled in, and how far they are. */
export const seeingEnrolmentsOfLearner: Policy<'id'> = { permission: 'enrolment:read', owners: ['id'] };

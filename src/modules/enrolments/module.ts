import './roads.js';
import type { Database } from '../../platform/database/database.js';
import { alsoFilteredBy } from '../../platform/graphql/filtering.js';
import type { UserService } from '../accounts/user.service.js';
import { CourseFilter } from '../courses/course.inputs.js';
import { courses } from '../courses/course.reads.js';
import { Session } from '../sessions/session.entity.js';
import { SessionFilter } from '../sessions/session.inputs.js';
import { seeingSession } from '../sessions/session.policy.js';
import { sessions } from '../sessions/session.reads.js';
import type { SessionService } from '../sessions/session.service.js';
import { Enrolment } from './enrolment.entity.js';
import { cancellingEnrolment, enrollingOthers, seeingEnrolment, updatingEnrolment } from './enrolment.policy.js';
import { EnrolmentConnection, EnrolmentResolver, ProgressEntryResolver } from './enrolment.resolver.js';
import { EnrolmentService } from './enrolment.service.js';
import { EnrolmentSubscription } from './enrolment.subscription.js';
import { followRights, followSession } from './following.js';
import { CourseEnrolmentsResolver, LearnerEnrolmentsResolver } from './learner-enrolments.resolver.js';
import { personalEnrolments } from './personal.js';
import { ProgressService } from './progress.service.js';
import { ProgressEntry } from './progress-entry.entity.js';
import { onOffer, withSeats } from './seats.js';
import { SessionEnrolmentsResolver } from './session-enrolments.resolver.js';

export const enrolmentEntities = [Enrolment, ProgressEntry];

alsoFilteredBy(courses, CourseFilter, 'onOffer', {
  ...onOffer(courses.alias),
  type: () => Boolean,
  description: 'True for published courses of which a session to come has a seat left, false for the others.',
});

alsoFilteredBy(sessions, SessionFilter, 'withSeats', {
  ...withSeats(sessions.alias),
  type: () => Boolean,
  description: 'True for those to come that have a seat left, false for the others.',
});

/** Who has a seat in which session, who waits for one, and how far they are. */
export function enrolmentsModule(database: Database, service: SessionService, users: UserService) {
  service.inside.push(followSession);
  users.insideRights.push(followRights);
  const enrolments = new EnrolmentService(database);
  return {
    enrolments,
    personal: personalEnrolments,
    governed: [
      { entity: Session, policies: [enrollingOthers], knownTo: seeingSession },
      { entity: Enrolment, policies: [cancellingEnrolment, updatingEnrolment], knownTo: seeingEnrolment },
    ],
    resolvers: [
      new EnrolmentResolver(enrolments, new ProgressService(database)),
      new ProgressEntryResolver(),
      EnrolmentConnection.resolver,
      new EnrolmentSubscription(),
      new SessionEnrolmentsResolver(),
      new LearnerEnrolmentsResolver(),
      new CourseEnrolmentsResolver(),
    ],
  };
}

import type { Database } from '../../platform/database/database.js';
import { CourseSessionsResolver } from './course-sessions.resolver.js';
import { personalSessions } from './personal.js';
import { ReservationSessionResolver } from './reservation-session.resolver.js';
import { Session } from './session.entity.js';
import { cancellingSession, runningSession, seeingSession, updatingSession } from './session.policy.js';
import { SessionConnection, SessionResolver } from './session.resolver.js';
import { SessionService } from './session.service.js';
import { SessionSubscription } from './session.subscription.js';

export const sessionEntities = [Session];

/** Courses at a time, with what they take. */
export function sessionsModule(database: Database) {
  const sessions = new SessionService(database);
  return {
    sessions,
    personal: [personalSessions],
    governed: [
      {
        entity: Session,
        policies: [seeingSession, updatingSession, runningSession, cancellingSession],
        knownTo: seeingSession,
      },
    ],
    resolvers: [
      new SessionResolver(sessions),
      SessionConnection.resolver,
      new SessionSubscription(),
      new CourseSessionsResolver(),
      new ReservationSessionResolver(),
    ],
  };
}

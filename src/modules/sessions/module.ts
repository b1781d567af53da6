import type { Governed } from '../../platform/access/explain.js';
import type { Database } from '../../platform/database/database.js';
import type { PersonalTable } from '../../platform/personal/personal-table.js';
import { Session } from './session.entity.js';
import { SessionService } from './session.service.js';

export const sessionEntities = [Session];

/** Courses at a time. */
export function sessionsModule(database: Database) {
  const personal: PersonalTable[] = [];
  const governed: Governed[] = [];
  const resolvers: object[] = [];
  return { sessions: new SessionService(database), personal, governed, resolvers };
}

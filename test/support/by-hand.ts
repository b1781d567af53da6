import type { Origin } from '../../src/platform/audit/origin.js';
import { beginRecording } from '../../src/platform/audit/recording.js';
import type { Database, EntityManager } from '../../src/platform/database/database.js';

/** What a test writes for itself: of nobody, and in no audit, so that it may use SQL. */
export const byHand: Origin = { actor: null, deed: 'test:write', unrecorded: 'A test writes it.' };

/** An entity manager that writes by hand, outside of a unit of work. */
export function entityManagerByHand({ orm }: Database): EntityManager {
  const em = orm.em.fork() as EntityManager;
  beginRecording(em, byHand);
  return em;
}

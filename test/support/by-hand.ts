import type { Origin } from '../../src/platform/audit/origin.js';

/** What a test writes for itself: of nobody, and in no audit, so that it may use SQL. */
export const byHand: Origin = { actor: null, deed: 'test:write', unrecorded: 'A test writes it.' };

import type { Policy } from '../../platform/access/policy.js';

/** E-mail, role and the like: one's own, and those of everybody for whom manages people. */
export const seeingPrivateFields: Policy<'id'> = { permission: 'user:read', owners: ['id'] };

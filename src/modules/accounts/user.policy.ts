import type { Ground, Policy } from '../../platform/access/policy.js';

/** Role, priority and the like: one's own, and those of everybody for whom manages people. */
export const seeingPrivateFields: Policy<'id'> = { permission: 'user:read', owners: ['id'] };

/** E-mail, telephone and birth date: the same. */
export const seeingContactDetails = { permission: 'user:read', owners: ['id'], also: [] as Ground[] } satisfies Policy<'id'>;

import type { Policy } from '../../platform/access/policy.js';

// Everyone's role has these permissions, each over an account of one's own and its log-ins alone: nobody else's are known to them.
const permissions = ['account:read', 'account:update'] as const;

/** Of users. */
export const ofOwnAccount = permissions.map((permission): Policy<'id'> => ({ permission, owners: ['id'] }));

/** Of log-ins. */
export const ofOwnLogins = permissions.map((permission): Policy<'userId'> => ({ permission, owners: ['userId'] }));

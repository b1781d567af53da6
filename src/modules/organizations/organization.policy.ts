import type { Policy } from '../../platform/access/policy.js';

/** An organization is managed by those who manage all, and by who made it, for as long as they may make any. */
const byWhoMadeIt = { owners: ['ownerId'], ownersNeed: 'organization:create' } as const;

export const updatingOrganization: Policy<'ownerId'> = { permission: 'organization:update', ...byWhoMadeIt };
export const deletingOrganization: Policy<'ownerId'> = { permission: 'organization:delete', ...byWhoMadeIt };

/** Adding a class to it. */
export const creatingClassGroup: Policy<'ownerId'> = { permission: 'classGroup:create', ...byWhoMadeIt };

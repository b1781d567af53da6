import type { Policy } from '../../platform/access/policy.js';
import { taking } from './taking.js';

/** A course is managed by those who manage all, and by its owner, for as long as they may have any. */
const byOwner = { owners: ['ownerId'], ownersNeed: 'course:create' } as const;

export const updatingCourse: Policy<'ownerId'> = { permission: 'course:update', ...byOwner };
export const assigningCourse: Policy<'ownerId'> = { permission: 'course:assign', ...byOwner };
export const deletingCourse: Policy<'ownerId'> = { permission: 'course:delete', ...byOwner };

/** Whoever takes it sees its materials, too. */
export const seeingMaterials: Policy<'ownerId'> = { ...updatingCourse, also: [taking] };

/** That there is such a course. */
export const seeingCourse: Policy<'ownerId'> = { ...updatingCourse, also: [{ needs: 'course:read', of: { published: true } }, taking] };

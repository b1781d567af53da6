import type { Policy } from '../../platform/access/policy.js';
import { ClassGroup } from './class-group.entity.js';
import { madeItsOrganization, teachesClassGroup } from './teaching.js';

/** A class is managed as its organization is. */
const asItsOrganization = {
  owners: [],
  ownersNeed: 'organization:create',
  also: [{ entity: ClassGroup, where: madeItsOrganization }],
} as const;

export const updatingClassGroup: Policy<never> = { permission: 'classGroup:update', ...asItsOrganization };
export const deletingClassGroup: Policy<never> = { permission: 'classGroup:delete', ...asItsOrganization };

/** What a class is given reaches everyone in it: for those who look after all learners, and those who teach it already. */
export const reachingClassGroup: Policy<never> = {
  permission: 'learner:read-details',
  owners: [],
  also: [{ needs: 'learner:read', entity: ClassGroup, where: teachesClassGroup }],
};

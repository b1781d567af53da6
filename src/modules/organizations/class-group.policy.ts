import type { Ground, Policy } from '../../platform/access/policy.js';
import { sql } from '../../platform/database/sql.js';
import { ClassGroup } from './class-group.entity.js';
import { teachesClassGroup } from './teaching.js';

const madeItsOrganization: Ground = {
  entity: ClassGroup,
  where: (id, userId) => sql`exists (select 1 from class_groups own join organizations school on school.id = own.organization_id
    where own.id = ${id} and school.owner_id = ${userId})`,
};

/** A class is managed as its organization is. */
const asItsOrganization = { owners: [], ownersNeed: 'organization:create', also: [madeItsOrganization] } as const;

export const updatingClassGroup: Policy<never> = { permission: 'classGroup:update', ...asItsOrganization };
export const deletingClassGroup: Policy<never> = { permission: 'classGroup:delete', ...asItsOrganization };

/** What a class is given reaches everyone in it: for those who look after all learners, and those who teach it already. */
export const reachingClassGroup: Policy<never> = {
  permission: 'learner:read-details',
  owners: [],
  also: [{ needs: 'learner:read', entity: ClassGroup, where: teachesClassGroup }],
};

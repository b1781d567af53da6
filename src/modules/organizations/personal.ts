import { sql } from '../../platform/database/sql.js';
import { personalEntities, personalTable } from '../../platform/personal/personal-table.js';
import { Membership } from './membership.entity.js';
import { Organization } from './organization.entity.js';

/** They are in no class any more. */
const memberships = personalEntities<Membership>({
  name: 'memberships',
  entity: Membership,
  columns: { id: 'stays', createdAt: 'goes', classGroupId: 'goes', learnerId: 'goes' },
  owner: 'learnerId',
  about: userId => sql`t.learner_id = ${userId}`,
});

/** A school stays, with what it is called and how it is reached; who made it has no name any more. */
const organizations = personalTable<Organization>({
  name: 'organizations',
  entity: Organization,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    updatedAt: 'stays',
    version: 'ours',
    name: 'stays',
    email: 'stays',
    phone: 'stays',
    address: 'stays',
    logoUrl: 'stays',
    ownerId: 'stays',
  },
  about: userId => sql`t.owner_id = ${userId}`,
  erase: async () => [],
});

export const personalOrganizations = [memberships, organizations];

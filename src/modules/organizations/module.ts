import type { Database } from '../../platform/database/database.js';
import type { InvitationService } from '../accounts/invitation.service.js';
import { ClassGroup } from './class-group.entity.js';
import { deletingClassGroup, updatingClassGroup } from './class-group.policy.js';
import { ClassGroupConnection, ClassGroupResolver, OrganizationClassGroupsResolver } from './class-group.resolver.js';
import { ClassGroupService } from './class-group.service.js';
import { LearnerResolver, MembershipConnection } from './learner.resolver.js';
import { LearnerService } from './learner.service.js';
import { Membership } from './membership.entity.js';
import { Organization } from './organization.entity.js';
import { creatingClassGroup, deletingOrganization, updatingOrganization } from './organization.policy.js';
import { OrganizationConnection, OrganizationResolver } from './organization.resolver.js';
import { OrganizationService } from './organization.service.js';
import { personalOrganizations } from './personal.js';

export const organizationEntities = [Organization, ClassGroup, Membership];

/** Who is taught: schools, their classes, and the learners in them. */
export function organizationsModule(database: Database, invitations: InvitationService) {
  const organizations = new OrganizationService(database);
  const classGroups = new ClassGroupService(database);
  return {
    organizations,
    classGroups,
    personal: personalOrganizations,
    governed: [
      { entity: Organization, policies: [updatingOrganization, deletingOrganization, creatingClassGroup], knownTo: 'everyone' as const },
      { entity: ClassGroup, policies: [updatingClassGroup, deletingClassGroup], knownTo: 'everyone' as const },
    ],
    resolvers: [
      new OrganizationResolver(organizations),
      OrganizationConnection.resolver,
      new ClassGroupResolver(classGroups),
      new OrganizationClassGroupsResolver(),
      ClassGroupConnection.resolver,
      new LearnerResolver(new LearnerService(database, invitations)),
      MembershipConnection.resolver,
    ],
  };
}

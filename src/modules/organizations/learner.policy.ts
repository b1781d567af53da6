import { Role } from '../../platform/access/permissions.js';
import { alsoAllow, type Policy } from '../../platform/access/policy.js';
import { User } from '../accounts/user.entity.js';
import { seeingContactDetails } from '../accounts/user.policy.js';
import { teachesLearner } from './teaching.js';

/** Who is in which class is for those who teach and look after learners, not for the learners among each other. */
export const seeingLearners: Policy<never> = { permission: 'learner:read', owners: [] };

/** Classes name who is in them to the same people: see `ClassGroup.learners`. */
export const seeingMemberships: Policy<'id'> = { ...seeingLearners, owners: ['id'] };

alsoAllow(
  seeingContactDetails,
  { needs: 'learner:read-details', of: { role: Role.LEARNER } },
  { needs: 'learner:read', entity: User, where: teachesLearner },
);

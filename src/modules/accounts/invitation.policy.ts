import type { Policy } from '../../platform/access/policy.js';

/** Who invited somebody may do so again; so may those who see how to reach any learner, to whom it tells nothing. */
export const renewingInvitation: Policy<'inviterId'> = {
  permission: 'learner:read-details',
  owners: ['inviterId'],
  ownersNeed: 'learner:invite',
};

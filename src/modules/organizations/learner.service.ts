import { type Actor, authorize } from '../../platform/access/actor.js';
import type { Database } from '../../platform/database/database.js';
import type { InvitationService, Invited } from '../accounts/invitation.service.js';
import { updatingClassGroup } from './class-group.policy.js';
import { lockClassGroup, putInto } from './class-group.service.js';
import type { LearnerInviteInput } from './learner.inputs.js';

/** Learners, as those who teach them bring them in. */
export class LearnerService {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationService,
  ) {}

  async invite(actor: Actor, { classGroupId, ...invitee }: LearnerInviteInput): Promise<Invited> {
    authorize(actor, 'learner:invite');
    const account = await this.invitations.prepare(invitee);
    return this.database.write({ actor, deed: 'learner:invite' }, async unit => {
      // The class first, as whoever puts learners into it does.
      const classGroup = classGroupId ? await lockClassGroup(unit, updatingClassGroup, actor, classGroupId, 'classGroupId') : null;
      const invited = await this.invitations.invite(unit, actor, account);
      if (classGroup) await putInto(unit, classGroup.id, [invited.user.id]);
      return invited;
    });
  }
}

import type { Unit } from '../../platform/database/database.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';
import { DAY_MS } from '../../platform/time/interval.js';
import { Invitation } from './invitation.entity.js';
import { endTokens, type Purpose } from './one-time-tokens.js';
import type { User } from './user.entity.js';

const LIFETIME_MS = 14 * DAY_MS;

/** Mailed to who is invited: whoever brings it reads that mailbox. A mail that is sent again has another one. */
export const MAILED_INVITATION: Purpose = { name: 'invitation', lifetimeMs: LIFETIME_MS, mostAlive: 3 };

/** Shown to who invites, to be passed on by other means: it says nothing of the mailbox. */
export const SHOWN_INVITATION: Purpose = { name: 'invitation-shown', lifetimeMs: LIFETIME_MS, mostAlive: 1 };

/** What stands in place of names until their owner says them. They are seen by everyone, so that nothing of the address is in them. */
export const NAMELESS = { firstName: 'Invited', lastName: 'learner' } as const;

export function isNameless({ firstName, lastName }: Pick<User, 'firstName' | 'lastName'>): boolean {
  return firstName === NAMELESS.firstName && lastName === NAMELESS.lastName;
}

/** REQUIRED for each of the two names that is left out. */
export function problemsOfMissingNames(given: { readonly firstName?: string | null; readonly lastName?: string | null }): UserError[] {
  return (['firstName', 'lastName'] as const)
    .filter(name => given[name] == null)
    .map(name => new Problem(ErrorCode.REQUIRED, `${name} is needed.`, [name]));
}

/** The invitation that a user has not accepted yet. */
export function pendingInvitation(unit: Unit, userId: string): Promise<Invitation | null> {
  return unit.em.findOne(Invitation, { userId, acceptedAt: null });
}

export async function endInvitationTokens(unit: Unit, userId: string): Promise<void> {
  await endTokens(unit, MAILED_INVITATION, userId);
  await endTokens(unit, SHOWN_INVITATION, userId);
}

/** From now on the account is its owner's: no token that was given before lets anybody in. */
export async function endInvitation(unit: Unit, userId: string): Promise<void> {
  const invitation = await pendingInvitation(unit, userId);
  if (!invitation) return;
  invitation.acceptedAt = Date.now();
  await endInvitationTokens(unit, userId);
}

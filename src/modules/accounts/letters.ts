import type { Letter } from '../../platform/mail/outbox.js';

/** The letters of accounts, by name. */
export const AccountLetter = {
  VERIFICATION: 'email-verification',
  EMAIL_CHANGE_ASKED: 'email-change-asked',
  EMAIL_CHANGED: 'email-changed',
  INVITATION: 'invitation',
  RESET: 'password-reset',
  PASSWORD_CHANGED: 'password-changed',
  SECOND_FACTOR_ON: 'second-factor-on',
  SECOND_FACTOR_OFF: 'second-factor-off',
  RECOVERY_CODES_RENEWED: 'recovery-codes-renewed',
} as const;

const NOT_YOU = 'If it was not you, set a new password at once and look through your log-ins; an administrator can help.';

/** Letters that tell of what was done. None says a name: whoever registered could have put anything into it. */
export const notices: Readonly<Record<string, Letter>> = {
  [AccountLetter.EMAIL_CHANGE_ASKED]: {
    subject: 'Another e-mail address for your account',
    text: `Somebody who knows your password asked to change the e-mail address of your account. It changes once the new address is verified.\n\n${NOT_YOU}`,
  },
  [AccountLetter.EMAIL_CHANGED]: {
    subject: 'Your e-mail address was changed',
    text: `Your account has another e-mail address now; this one no longer belongs to it.\n\n${NOT_YOU}`,
  },
  [AccountLetter.PASSWORD_CHANGED]: {
    subject: 'Your password was changed',
    text: `Your account has a new password, and every log-in has ended.\n\n${NOT_YOU}`,
  },
  [AccountLetter.SECOND_FACTOR_ON]: {
    subject: 'Logging in takes a code now',
    text: `From now on logging in to your account takes a code of your authenticator app, too. Other log-ins have ended.\n\n${NOT_YOU}`,
  },
  [AccountLetter.SECOND_FACTOR_OFF]: {
    subject: 'Logging in takes no code any more',
    text: `Your account is no longer protected by an authenticator app: the password alone lets in. Other log-ins have ended.\n\n${NOT_YOU}`,
  },
  [AccountLetter.RECOVERY_CODES_RENEWED]: {
    subject: 'You have new recovery codes',
    text: `The recovery codes of your account were made anew; the old ones are of no use any more.\n\n${NOT_YOU}`,
  },
};

export function invitationLetter(token: string, publicUrl: string | undefined): Letter {
  return {
    subject: 'You are invited to an account',
    text: `Somebody who teaches here made an account for this e-mail address. To make it yours, within 14 days:\n\n${wayOf('accept-invitation', token, publicUrl)}\n\nWhoever invited you will see how to reach you. If you do not want it, there is nothing to do.`,
  };
}

export function resetLetter(token: string, publicUrl: string | undefined): Letter {
  return {
    subject: 'A new password for your account',
    text: `Somebody asked for a new password for your account. To set it, within 30 minutes:\n\n${wayOf('reset-password', token, publicUrl)}\n\nIf it was not you, there is nothing to do: your password stays as it is.`,
  };
}

export function verificationLetter(token: string, publicUrl: string | undefined): Letter {
  return {
    subject: 'Is this your e-mail address?',
    text: `An account was given this e-mail address. If it is yours, say so within three days:\n\n${wayOf('verify-email', token, publicUrl)}\n\nIf it is not, there is nothing to do.`,
  };
}

/** In the fragment, which a browser tells neither servers nor the next page. */
function wayOf(page: string, token: string, publicUrl: string | undefined): string {
  return publicUrl ? `${publicUrl}/${page}#token=${token}` : token;
}

import { argon2id, hash, verify } from 'argon2';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. */
const OPTIONS = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

/** Of a password that nobody has: checking against it takes as long as checking against a real one. */
const NOBODYS_HASH = hash(crypto.randomUUID(), OPTIONS);

export function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), OPTIONS);
}

/** Takes the same time for a user who does not exist. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await NOBODYS_HASH), normalized(password));
  return matches && passwordHash !== undefined;
}

/** Why it will not do as a new password; `path` names the field it came in. */
export async function problemsOfPassword(password: string, path: string): Promise<UserError[]> {
  const length = [...normalized(password)].length;
  if (length < PASSWORD_LENGTH.min)
    return [new Problem(ErrorCode.TOO_SHORT, `A password has at least ${PASSWORD_LENGTH.min} characters.`, [path])];
  if (length > PASSWORD_LENGTH.max)
    return [new Problem(ErrorCode.TOO_LONG, `A password has at most ${PASSWORD_LENGTH.max} characters.`, [path])];
  const common = await commonPasswords();
  return common.has(normalized(password).toLowerCase())
    ? [new Problem(ErrorCode.WEAK_PASSWORD, 'This password is among those that are tried first.', [path])]
    : [];
}

/** The same text typed on another keyboard is the same password. */
function normalized(password: string): string {
  return password.normalize('NFKC');
}

let loading: Promise<ReadonlySet<string>> | undefined;

/** Some 50,000 passwords found most often in leaks; loaded when the first one is asked for. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  loading ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return loading;
}

import { availableParallelism } from 'node:os';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';
import { WorkQueue } from '../../platform/work-queue.js';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash takes 19 MiB and a core for some 20 ms: one core is left to everyone else, and memory does not grow with who comes. */
const hashing = new WorkQueue(Math.max(1, Math.min(availableParallelism() - 1, 4)), 1_000);

export const PASSWORD_LENGTH = { min: 8, max: 128 } as const;

export async function hashPassword(password: string): Promise<string> {
  const { argon2id, hash } = await import('argon2');
  return hashing.run(() => hash(normalized(password), { type: argon2id, ...COST }));
}

/** Of a password that nobody has. */
export function hashOfNoPassword(): Promise<string> {
  return hashPassword(crypto.randomUUID());
}

/** Takes the same time for a user who does not exist. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  const { verify } = await import('argon2');
  nobodysHash ??= hashOfNoPassword();
  const nobodys = await nobodysHash;
  const fits = await hashing.run(() => verify(passwordHash ?? nobodys, normalized(password)));
  return fits && passwordHash !== undefined;
}

/** Checking against it takes as long as checking against a real one. */
let nobodysHash: Promise<string> | undefined;

/** Why it will not do as a new password; `path` names the field it came in. */
export async function problemsOfPassword(password: string, path: string, owner?: PasswordOwner): Promise<UserError[]> {
  const length = [...normalized(password)].length;
  if (length < PASSWORD_LENGTH.min)
    return [new Problem(ErrorCode.TOO_SHORT, `A password has at least ${PASSWORD_LENGTH.min} characters.`, [path])];
  if (length > PASSWORD_LENGTH.max)
    return [new Problem(ErrorCode.TOO_LONG, `A password has at most ${PASSWORD_LENGTH.max} characters.`, [path])];
  const common = await commonPasswords();
  if (common.has(normalized(password).toLowerCase()))
    return [new Problem(ErrorCode.WEAK_PASSWORD, 'This password is among those that are tried first.', [path])];
  return owner && [...withoutNamesOf(owner, password)].length < PASSWORD_LENGTH.min
    ? [new Problem(ErrorCode.WEAK_PASSWORD, `Beside your names, a password has at least ${PASSWORD_LENGTH.min} characters.`, [path])]
    : [];
}

/** Whose names do not count in a password. */
interface PasswordOwner {
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** A shorter name is in many a word that has nothing to do with it. */
const SHORTEST_NAME = 3;

/** What is left of a password when everything is taken away that is known of its owner and of this place (ASVS 6.2.11). */
function withoutNamesOf({ username, email, firstName, lastName }: PasswordOwner, password: string): string {
  const names = [email, username, email.split('@')[0] ?? '', firstName, lastName, 'amphi'];
  return names
    .map(name => normalized(name).toLowerCase())
    .filter(name => name.length >= SHORTEST_NAME)
    .reduce((left, name) => left.replaceAll(name, ''), normalized(password).toLowerCase());
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

import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { type Keys, keysFrom, type Secrets } from '../access/secrets.js';
import type { AuditEnd, AuditEntry } from './audit.entities.js';

/** Before the first entry. */
export const NOTHING: Place = { sequence: 0, hash: '' };

/** An entry's place in the chain. An operator who notes one can prove later that nothing up to it was changed or taken away. */
export interface Place {
  readonly sequence: number;
  readonly hash: string;
}

export type EndName = 'root' | 'head';

/** Of the values of a change and its salt, of which none can be told from it. */
export function digestOf({ salt, oldValues, newValues }: Pick<AuditEntry, 'salt' | 'oldValues' | 'newValues'>): string {
  return sha256([salt, oldValues, newValues]);
}

/** Of all that an entry says and the hash of the one before it. */
export function hashOf(before: string, it: Omit<AuditEntry, 'hash' | 'salt' | 'oldValues' | 'newValues'>): string {
  const { sequence, id, createdAt, actorId, deed, requestId, entity, entityId, kind, fields, digest } = it;
  return sha256([before, sequence, id, createdAt, actorId, deed, requestId, entity, entityId, kind, fields, digest]);
}

export function isErased({ salt, oldValues, newValues }: Pick<AuditEntry, 'salt' | 'oldValues' | 'newValues'>): boolean {
  return salt === null && oldValues === null && newValues === null;
}

export function placeText({ sequence, hash: it }: Place): string {
  return `${sequence}:${it}`;
}

/** Reads what `placeText` wrote. */
export function placeIn(text: string): Place | undefined {
  const [, sequence, it] = text.match(/^(\d{1,15}):([\w-]{43}|)$/) ?? [];
  return sequence === undefined ? undefined : { sequence: Number(sequence), hash: it ?? '' };
}

/**
 * Signs the ends of the chain: who can write into the database, but does not know the secret, can compute every hash anew and yet not sign
 * where the chain ends. The first secret signs; the others are those before it, whose signatures are known until the next is made.
 */
export class Signer {
  readonly #keys: Keys;

  constructor(secrets: Secrets) {
    this.#keys = keysFrom(secrets, 'ends of the audit chain');
  }

  sign(name: EndName, place: Place): string {
    return signatureOf(this.#keys[0], name, place);
  }

  /** By which secret an end was signed; undefined where it is none of them. */
  signedBy(end: AuditEnd): 'present' | 'former' | undefined {
    const found = this.#keys.findIndex(key => isSame(signatureOf(key, end.name as EndName, end), end.signature));
    if (found < 0) return undefined;
    return found === 0 ? 'present' : 'former';
  }
}

function signatureOf(key: Buffer, name: EndName, { sequence, hash: it }: Place): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([name, sequence, it]))
    .digest('base64url');
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function sha256(values: readonly (string | number | null)[]): string {
  return hash('sha256', JSON.stringify(values), 'base64url');
}

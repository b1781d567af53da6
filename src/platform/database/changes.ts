import { ErrorCode } from '../errors/error-code.js';
import { refuse } from '../errors/user-error.js';
import type { Editable } from './entity.js';

/** Copies what was given onto a thing: left-out fields stay, texts lose the blanks around them. */
export function assign<T extends object>(thing: T, given: object): T {
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) (thing as Record<string, unknown>)[name] = cleaned(value);
  }
  return thing;
}

/** `assign` for an edit that may name the version it was made from: a stale one is refused. */
export function update<T extends Editable>(thing: T, { version, ...changes }: { version?: number | null } & object): T {
  if (version != null && version !== thing.version) refuse(ErrorCode.STALE, 'It was changed since that version. Read it again.', 'version');
  return assign(thing, changes);
}

function cleaned(value: unknown): unknown {
  // Half of a pair of surrogates is no character: both databases would store another in its place.
  if (typeof value === 'string') return value.trim().toWellFormed();
  return Array.isArray(value) ? value.map(cleaned) : value;
}

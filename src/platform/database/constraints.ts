import {
  ConnectionException,
  DeadlockException,
  ForeignKeyConstraintViolationException,
  LockWaitTimeoutException,
  OptimisticLockError,
  UniqueConstraintViolationException,
} from '@mikro-orm/core';
import { ErrorCode } from '../errors/error-code.js';
import { RequestError } from '../errors/request-error.js';
import { Problem, Refused, type UserError } from '../errors/user-error.js';

/** What a violated constraint means to a client. Modules name theirs, so that the database's last word is an answer too. */
const meanings = new Map<string, () => UserError>();

/** `marks` are the texts by which the databases name the constraint: PostgreSQL its name, SQLite its columns or the trigger's message. */
export function nameConstraint(marks: readonly string[], meaning: () => UserError): void {
  for (const mark of marks) meanings.set(mark, meaning);
}

export function nameUnique(table: string, columns: readonly string[], property: string): void {
  const sqlite = columns.map(column => `${table}.${column}`).join(', ');
  const postgresql = `${table}_${columns.join('_')}_unique`;
  nameConstraint([sqlite, postgresql], () => new Problem(ErrorCode.TAKEN, `This ${property} is taken.`, [property]));
}

const AWAY =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|Connection terminated|is not queryable|timeout exceeded when trying to connect|database is locked|SQLITE_BUSY|SQLITE_READONLY|SQLITE_FULL|SQLITE_IOERR|SQLITE_CANTOPEN|readonly database|disk I\/O|disk is full|the database system is|terminating connection|too many clients/;

/**
 * PostgreSQL's `character_not_in_repertoire` and `untranslatable_character`: NUL, in a text or in JSON. Where the unit of work writes a value
 * into its statement, NUL ends the statement early, and that is a `protocol_violation`.
 */
const UNSTORABLE_TEXT = new Set(['22021', '22P05', '08P01']);

/** PostgreSQL's `serialization_failure`, `deadlock_detected`, `lock_not_available` and `query_canceled`: others were in the way. */
const IN_THE_WAY = new Set(['40001', '40P01', '55P03', '57014']);

/**
 * PostgreSQL's classes for connections (08), resources (53: a full disk, too little memory, too many connections), its own stopping and
 * starting (57P) and its files (58), and 25006: a standby, or a database that takes no writes.
 */
const CANNOT_NOW = /^(08...|53...|57P..|58...|25006)$/;

/** Turns what a driver or the unit of work threw into what a client is told; anything unknown is returned as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refused) return error;
  if (error instanceof OptimisticLockError) {
    return new Refused([new Problem(ErrorCode.STALE, 'It was changed by someone else meanwhile. Read it again.')]);
  }
  const { code } = error as { code?: string };
  if (code && UNSTORABLE_TEXT.has(code)) return new RequestError('BAD_USER_INPUT', 'A text has a character that cannot be stored.');
  for (const [mark, meaning] of meanings) if (error.message.includes(mark)) return new Refused([meaning()]);
  if (error instanceof UniqueConstraintViolationException) {
    return new Refused([new Problem(ErrorCode.TAKEN, 'Another one has this value already.')]);
  }
  if (error instanceof ForeignKeyConstraintViolationException) return new Refused([lostRelation(error)]);
  const away =
    error instanceof ConnectionException ||
    error instanceof LockWaitTimeoutException ||
    error instanceof DeadlockException ||
    (code !== undefined && (IN_THE_WAY.has(code) || CANNOT_NOW.test(code))) ||
    AWAY.test(`${code} ${error.message}`);
  if (!away) return error;
  return Object.assign(new RequestError('SERVICE_UNAVAILABLE', 'The database cannot do this just now. Try again soon.'), { cause: error });
}

/**
 * PostgreSQL says which end it was. On SQLite one writes at a time, so that what is referred to was there a moment before: something refers
 * to what goes, of a later version than this one or it would have been counted.
 */
function lostRelation({ message }: ForeignKeyConstraintViolationException): UserError {
  if (message.includes('insert or update on table')) return new Problem(ErrorCode.NOT_FOUND, 'What it refers to is gone meanwhile.');
  return new Problem(ErrorCode.IN_USE, 'Something else depends on it.');
}

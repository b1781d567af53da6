import {
  ChangeSetType,
  type EntityManager,
  type EntityMetadata,
  type EventSubscriber,
  type FlushEventArgs,
  ReferenceKind,
} from '@mikro-orm/core';
import { type ValidationError, validateSync } from 'class-validator';
import { ErrorCode } from '../errors/error-code.js';
import { Problem, refuseIfAny, type UserError } from '../errors/user-error.js';
import { isHeld } from './held-rows.js';
import { oneOf, sql, text } from './sql.js';
import { rowsInTransaction } from './transaction-rows.js';

type Rule<T> = (thing: T) => readonly UserError[];

const rulesByClass = new Map<object, Rule<never>[]>();

/** A rule of the thing itself that takes more than one of its fields; it runs whenever the thing is about to be written. */
export function Obeys<T extends object>(rule: Rule<T>) {
  return (target: new (...args: never[]) => T): void => {
    rulesByClass.set(target, [...(rulesByClass.get(target) ?? []), rule]);
  };
}

/** Every rule that the thing breaks by itself: its fields' decorators first, then the rules across its fields. */
export function problemsOf(thing: object): UserError[] {
  const problems = validateSync(thing, { forbidUnknownValues: false, validationError: { target: false, value: false } }).flatMap(error =>
    problemsOfField(error, []),
  );
  problems.push(...unstorableOf(thing));
  for (const rule of rulesByClass.get(thing.constructor) ?? []) problems.push(...rule(thing as never));
  return problems;
}

/** PostgreSQL has no way to store the character NUL. */
function unstorableOf(thing: object): UserError[] {
  return Object.keys(thing)
    .filter(property => isUnstorable((thing as Record<string, unknown>)[property]))
    .map(property => new Problem(ErrorCode.INVALID_FORMAT, `${property} has a character that cannot be stored.`, [property]));
}

function isUnstorable(value: unknown): boolean {
  return typeof value === 'string' ? value.includes('\0') : Array.isArray(value) && value.some(isUnstorable);
}

const codes: Record<string, ErrorCode> = {
  minLength: ErrorCode.TOO_SHORT,
  maxLength: ErrorCode.TOO_LONG,
  arrayMaxSize: ErrorCode.TOO_LONG,
  min: ErrorCode.TOO_SMALL,
  max: ErrorCode.TOO_LARGE,
  isDefined: ErrorCode.REQUIRED,
};

function problemsOfField(error: ValidationError, parents: readonly string[]): UserError[] {
  const path = [...parents, error.property];
  const own = Object.entries(error.constraints ?? {}).map(
    ([rule, message]) => new Problem(codes[rule] ?? ErrorCode.INVALID_FORMAT, `${message}.`, path),
  );
  return [...own, ...(error.children ?? []).flatMap(child => problemsOfField(child, path))];
}

/** The one hook: whatever a flush is about to write has to obey its rules, whoever wrote it. */
export class ValidatingSubscriber implements EventSubscriber {
  async onFlush({ em, uow }: FlushEventArgs): Promise<void> {
    const problems: UserError[] = [];
    const referred = new Map<EntityMetadata, Map<string, string>>();
    for (const changeSet of uow.getChangeSets()) {
      if (changeSet.type !== ChangeSetType.CREATE && changeSet.type !== ChangeSetType.UPDATE) continue;
      problems.push(...problemsWithoutOthers(changeSet.meta, changeSet.entity));
      collectReferences(changeSet.meta, changeSet.payload, em, referred);
    }
    for (const [meta, ids] of referred) problems.push(...(await unknownOf(em, meta, ids)));
    refuseIfAny(problems);
  }
}

/** What the hook would refuse of this one thing, for a service that has rules across rows to add to it. */
export async function problemsOfWriting(em: EntityManager, thing: object): Promise<UserError[]> {
  const meta = em.getMetadata().get(thing.constructor as never) as EntityMetadata;
  const referred = new Map<EntityMetadata, Map<string, string>>();
  collectReferences(meta, thing as Record<string, unknown>, em, referred);
  const unknown = await Promise.all([...referred].map(([target, ids]) => unknownOf(em, target, ids)));
  return [...problemsWithoutOthers(meta, thing), ...unknown.flat()];
}

/** A value that is missing is told once, not by each rule that it breaks. */
function problemsWithoutOthers(meta: EntityMetadata, thing: object): UserError[] {
  const missing = missingOf(meta, thing);
  const absent = new Set(missing.map(problem => problem.path[0]));
  return [...missing, ...problemsOf(thing).filter(problem => !absent.has(problem.path[0]))];
}

function missingOf(meta: EntityMetadata, entity: object): UserError[] {
  return neededBy(meta)
    .filter(name => (entity as Record<string, unknown>)[name] == null)
    .map(name => new Problem(ErrorCode.REQUIRED, `${name} is needed.`, [name]));
}

const needed = new WeakMap<EntityMetadata, readonly string[]>();

function neededBy(meta: EntityMetadata): readonly string[] {
  let names = needed.get(meta);
  if (!names) {
    names = meta.props
      .filter(prop => !prop.nullable && !prop.primary && !prop.version && !prop.embedded && prop.kind !== ReferenceKind.EMBEDDED)
      .map(prop => prop.name as string);
    needed.set(meta, names);
  }
  return names;
}

/** A foreign key alone would answer without a path, so ids that the unit of work has not loaded are looked up first. */
function collectReferences(
  meta: EntityMetadata,
  payload: Record<string, unknown>,
  em: EntityManager,
  referred: Map<EntityMetadata, Map<string, string>>,
): void {
  for (const prop of meta.relations) {
    const id = payload[prop.name as string];
    if (typeof id !== 'string' || !prop.targetMeta) continue;
    const { class: target } = prop.targetMeta;
    if (isHeld(em, target, id) || em.getUnitOfWork().getById(target, id as never)) continue;
    const ids = referred.get(prop.targetMeta) ?? new Map<string, string>();
    ids.set(id, prop.name as string);
    referred.set(prop.targetMeta, ids);
  }
}

async function unknownOf(em: EntityManager, meta: EntityMetadata, ids: Map<string, string>): Promise<UserError[]> {
  const wanted = [...ids.keys()];
  const found = await rowsInTransaction<{ id: string }>(em, sql`select id from ${text(meta.tableName)} where id ${oneOf(wanted)}`);
  const known = new Set(found.map(row => row.id));
  return [...ids]
    .filter(([id]) => !known.has(id))
    .map(([, property]) => new Problem(ErrorCode.NOT_FOUND, `There is no such ${property.replace(/Id$/, '')}.`, [property]));
}

import { ChangeSetType, type EntityManager, type EntityMetadata, type EventSubscriber, type FlushEventArgs } from '@mikro-orm/core';
import type { Unit } from '../database/database.js';
import { sql } from '../database/sql.js';
import { AuditKind } from './audit.entities.js';
import { auditedProperties, isAuditedEntity } from './audited.js';
import { readDeletions } from './deletions.js';
import type { Origin } from './origin.js';

export interface RecordedChange {
  readonly entity: string;
  readonly entityId: string;
  readonly kind: AuditKind;
  readonly fields: readonly string[];
  /** By field; secrets have none. */
  readonly oldValues: ValuesByField;
  readonly newValues: ValuesByField;
}

export type ValuesByField = Readonly<Record<string, unknown>>;

/** What a unit of work leaves for the sealer. */
export interface RecordedUnit extends Omit<Origin, 'actor' | 'unrecorded'> {
  readonly at: number;
  readonly actorId: string | null;
  readonly changes: readonly RecordedChange[];
}

/** So many changes stand in one row at most. */
const CHANGES_OF_A_ROW = 30;

/** What one unit of work changes. */
export class Recorder {
  readonly #changes: RecordedChange[] = [];
  /** By thing, which of the changes was its latest. */
  readonly #latest = new Map<string, number>();
  readonly #withheld = new Set<string>();

  constructor(readonly origin: Origin) {}

  /** What is updated more than once is told once, from what it was to what it became. */
  add(change: RecordedChange): void {
    if (this.origin.unrecorded !== undefined) return;
    const thing = `${change.entity} ${change.entityId}`;
    const latest = this.#latest.get(thing) ?? -1;
    const before = this.#changes[latest];
    if (before?.kind === AuditKind.UPDATED && change.kind === AuditKind.UPDATED) this.#changes[latest] = inOne(before, change);
    else this.#latest.set(thing, this.#changes.push(change) - 1);
  }

  /** Keeps the values of a thing out of what this unit leaves, also of what it changed before. */
  withhold(entity: string, entityId: string): void {
    this.#withheld.add(`${entity} ${entityId}`);
  }

  /** Writes it down, inside the transaction. Nothing is left to flush by then. */
  async write(unit: Unit): Promise<void> {
    const { actor, deed, requestId = actor?.requestId } = this.origin;
    for (let from = 0; from < this.#changes.length; from += CHANGES_OF_A_ROW) {
      const changes = this.#changes.slice(from, from + CHANGES_OF_A_ROW).map(change => this.#told(change));
      const recorded: RecordedUnit = { at: Date.now(), actorId: actor?.id ?? null, deed, requestId, changes };
      await unit.rows(sql`insert into audit_unsealed (changes) values (${JSON.stringify(recorded)})`);
    }
  }

  #told(change: RecordedChange): RecordedChange {
    const isWithheld = this.#withheld.size > 0 && this.#withheld.has(`${change.entity} ${change.entityId}`);
    return isWithheld ? { ...change, oldValues: {}, newValues: {} } : change;
  }
}

function inOne(first: RecordedChange, then: RecordedChange): RecordedChange {
  return {
    ...then,
    fields: [...new Set([...first.fields, ...then.fields])],
    oldValues: { ...then.oldValues, ...first.oldValues },
    newValues: { ...first.newValues, ...then.newValues },
  };
}

const recorders = new WeakMap<EntityManager, Recorder>();

export function recorderOf(em: EntityManager): Recorder | undefined {
  return recorders.get(em);
}

/** From here on what the entity manager flushes is the deed of `origin`. */
export function beginRecording(em: EntityManager, origin: Origin): Recorder {
  const recorder = new Recorder(origin);
  recorders.set(em, recorder);
  return recorder;
}

/** Does `work`, then writes what it changed into the audit, all in one transaction. */
export function recording<R>(origin: Origin, work: (unit: Unit) => Promise<R>): (unit: Unit) => Promise<R> {
  return async unit => {
    const recorder = beginRecording(unit.em, origin);
    const result = await work(unit);
    await unit.em.flush();
    await recorder.write(unit);
    return result;
  };
}

/** Records whatever a flush is about to write, whoever changed it, and what the database itself will delete or change with it. */
export class RecordingSubscriber implements EventSubscriber {
  async onFlush({ em, uow }: FlushEventArgs): Promise<void> {
    const deleted = new Map<EntityMetadata, string[]>();
    for (const { type, meta, payload, originalEntity = {}, entity } of uow.getChangeSets()) {
      const id = String(entity[meta.primaryKeys[0] as never]);
      if (type === ChangeSetType.CREATE) add(em, meta, changeOf(meta, id, AuditKind.CREATED, {}, payload));
      else if (type === ChangeSetType.UPDATE) add(em, meta, changeOf(meta, id, AuditKind.UPDATED, originalEntity, payload));
      else deleted.set(meta, [...(deleted.get(meta) ?? []), id]);
    }
    // What is deleted by the program and by a foreign key at once is deleted once.
    const told = new Set<string>();
    for (const [meta, ids] of deleted) {
      for await (const { meta: of, id, before, after } of readDeletions(em, meta, ids)) {
        if (!after && told.has(`${of.className} ${id}`)) continue;
        if (!after) told.add(`${of.className} ${id}`);
        add(em, of, changeOf(of, id, after ? AuditKind.UPDATED : AuditKind.DELETED, before, after ?? {}));
      }
    }
  }
}

function add(em: EntityManager, meta: EntityMetadata, change: RecordedChange): void {
  if (!isAuditedEntity(meta) || (change.kind === AuditKind.UPDATED && change.fields.length === 0)) return;
  const recorder = recorders.get(em);
  if (!recorder) throw new Error(`${change.entity} is written outside of \`database.write\`, which says who does it.`);
  recorder.add(change);
}

/** Of an update, those fields that are named in `after`; else all that there are. */
function changeOf(meta: EntityMetadata, entityId: string, kind: AuditKind, before: object, after: object): RecordedChange {
  const fields: string[] = [];
  const oldValues: Record<string, unknown> = {};
  const newValues: Record<string, unknown> = {};
  for (const { property, field, secret, read } of auditedProperties(meta)) {
    if (!Object.hasOwn(kind === AuditKind.DELETED ? before : after, property)) continue;
    fields.push(field);
    if (secret) continue;
    if (kind !== AuditKind.CREATED) oldValues[field] = read((before as Record<string, unknown>)[property]);
    if (kind !== AuditKind.DELETED) newValues[field] = read((after as Record<string, unknown>)[property]);
  }
  return { entity: meta.className, entityId, kind, fields, oldValues, newValues };
}

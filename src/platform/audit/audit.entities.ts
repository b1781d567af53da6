import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DatabaseRules } from '../database/database-rules.js';
import { type Instant, InstantType } from '../database/instant.js';
import { DateTime, Id } from '../graphql/scalars.js';
import { keptOnPostgresql, keptOnSqlite } from './audit.constraints.js';
import { Unaudited } from './audited.js';

export enum AuditKind {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  DELETED = 'DELETED',
  REDACTED = 'REDACTED',
  PRUNED = 'PRUNED',
  ACCEPTED = 'ACCEPTED',
}

registerEnumType(AuditKind, {
  name: 'AuditKind',
  description: 'What happened to a thing.',
  valuesConfig: {
    CREATED: { description: 'It was made.' },
    UPDATED: { description: 'Some of its fields were changed.' },
    DELETED: { description: 'It was deleted.' },
    REDACTED: { description: 'The values that earlier entries had of it were erased.' },
    PRUNED: { description: 'Entries of the audit itself, up to the one that is named, were deleted for their age.' },
    ACCEPTED: { description: 'The audit itself, up to the entry that is named, was taken as it stood: nothing proves what came before.' },
  },
});

/** Of a socket and of an operation on it, 128 characters each, and what stands between them. */
export const LONGEST_REQUEST_ID = 300;

const ITSELF = 'It is the audit itself.';

/** What a unit of work changed, in its own transaction, until the sealer gives it a place in the chain. */
@Entity({ tableName: 'audit_unsealed' })
@Unaudited(ITSELF)
export class UnsealedChanges {
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  position!: number;

  /** JSON of `RecordedUnit`. */
  @Property({ type: 'text' })
  changes!: string;
}

/** One change of one thing. The entry's hash covers all of it and the hash before, but of values only their digest: they can be erased. */
@Entity({ tableName: 'audit_entries' })
@Unaudited(ITSELF)
@DatabaseRules({ sqlite: keptOnSqlite, postgresql: keptOnPostgresql })
@Index({ properties: ['createdAt', 'id'] })
@Index({ properties: ['actorId', 'createdAt', 'id'] })
@Index({ properties: ['entity', 'createdAt', 'id'] })
@Index({ properties: ['entityId', 'createdAt', 'id'] })
@Index({ properties: ['deed', 'createdAt', 'id'] })
@Index({ name: 'audit_entries_deleted_index', properties: ['entity', 'entityId'], where: `kind = 'DELETED'` })
@ObjectType({
  simpleResolvers: true,
  description: 'One change of one thing: who made it, when and how. It can be read a second after it at most.',
})
export class AuditEntry {
  /** Given by the sealer; the database's own numbering, which nobody uses, makes it the row's own number on SQLite. */
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  @Field(() => Int, { description: 'Its place in the chain, from 1 on, without gaps.' })
  sequence!: number;

  @Property({ length: 36 })
  @Field(() => Id, { description: 'A UUID that never changes.' })
  id!: string;

  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When it was done.' })
  createdAt!: Instant;

  @Property({ length: 36, nullable: true, type: 'string' })
  @Field(() => Id, { nullable: true, description: 'The user who did it; null for the server itself and for visitors.' })
  actorId!: string | null;

  @Property({ length: 100 })
  @Field(() => String, { description: 'What was done, such as `reservation:cancel`.' })
  deed!: string;

  @Property({ length: LONGEST_REQUEST_ID, nullable: true, type: 'string' })
  @Field(() => String, { nullable: true, description: 'The request that it answered, as the server’s log names it.' })
  requestId!: string | null;

  @Property({ length: 100 })
  @Field(() => String, { description: 'The type of the thing, such as `Reservation`.' })
  entity!: string;

  @Property({ length: 100 })
  @Field(() => String, { description: 'The id of the thing.' })
  entityId!: string;

  @Enum({ items: () => AuditKind })
  @Field(() => AuditKind, { description: 'What happened to it.' })
  kind!: AuditKind;

  /** JSON: the names of the fields that changed. */
  @Property({ type: 'text' })
  fields!: string;

  /** JSON: the values before, by field; null once they are erased. Text, because the digest is of this very text. */
  @Property({ type: 'text', nullable: true })
  oldValues!: string | null;

  /** The same of the values after. */
  @Property({ type: 'text', nullable: true })
  newValues!: string | null;

  /** Goes with the values: without it nobody can find out by trying which values fit the digest. */
  @Property({ length: 22, nullable: true, type: 'string' })
  salt!: string | null;

  /** SHA-256 in base64url, as all hashes here: of the salt and the values. */
  @Property({ length: 43 })
  digest!: string;

  @Property({ length: 43 })
  @Field(() => String, { description: 'SHA-256, in base64url, of this entry and of the hash before it.' })
  hash!: string;
}

/** An end of the chain, signed with a key that is not in the database. */
@Entity({ tableName: 'audit_ends' })
@Unaudited(ITSELF)
export class AuditEnd {
  /** `root`: the entry before the first that is kept; `head`: the last. */
  @PrimaryKey({ length: 10 })
  name!: string;

  /** 0 where there is no such entry. */
  @Property({ type: 'bigint' })
  sequence!: number;

  /** Of that entry. */
  @Property({ length: 43 })
  hash!: string;

  @Property({ length: 43 })
  signature!: string;
}

export const auditEntities = [UnsealedChanges, AuditEntry, AuditEnd];

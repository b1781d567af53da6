import { Entity, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { Unaudited } from '../../platform/audit/audited.js';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { User } from './user.entity.js';

@Entity({ tableName: 'logins' })
@ObjectType({ simpleResolvers: true, description: 'One log-in: a browser or an app of a user, until it logs out, expires or is revoked.' })
export class Login extends Stored {
  @BelongsTo(() => User, { deleteRule: 'cascade' })
  userId!: string;

  @Property({ length: 300, nullable: true, type: 'string' })
  @Field(() => String, { nullable: true, description: 'What the browser or the app says it is.' })
  userAgent: string | null = null;

  @Unaudited('It moves with every renewal.')
  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When its tokens were last renewed.' })
  lastUsedAt: Instant = Date.now();

  /** Moves on with every renewal, up to a last day. */
  @Unaudited('It moves with every renewal.')
  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When it ends unless its tokens are renewed before.' })
  expiresAt!: Instant;

  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  readonly current!: boolean;

  @Property({ type: InstantType, nullable: true })
  endedAt: Instant | null = null;
}

/** A refresh token, known only by its hash. A used one is kept until it expires, so that a thief who comes back with it is noticed. */
@Entity({ tableName: 'refresh_tokens' })
@Unaudited('Its log-in is recorded, and each renewal leaves one.')
export class RefreshToken extends Stored {
  @BelongsTo(() => Login, { deleteRule: 'cascade' })
  loginId!: string;

  /** SHA-256 in hexadecimal of 256 random bits. */
  @Property({ length: 64 })
  @Unique()
  hash!: string;

  @Property({ type: InstantType })
  expiresAt!: Instant;

  @Property({ type: InstantType, nullable: true })
  usedAt: Instant | null = null;
}

import { Entity, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Unaudited } from '../../platform/audit/audited.js';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { User } from './user.entity.js';

/** The authenticator app of a user. */
@Entity({ tableName: 'second_factors' })
export class SecondFactor extends Stored {
  @BelongsTo(() => User, { deleteRule: 'cascade', index: false })
  @Unique()
  userId!: string;

  /** The secret shared with the app, which only a server with AMPHI_SECRET can read. */
  @Property({ length: 200 })
  @Unaudited('It is encrypted anew with every code.')
  sealedSecret!: string;

  /** Null until a code has shown that the app has the secret: it is not asked for before. */
  @Property({ type: InstantType, nullable: true })
  enabledAt: Instant | null = null;

  /** When the recovery codes were made that count now. */
  @Property({ type: InstantType, nullable: true })
  codesMadeAt: Instant | null = null;

  /** The step of the last code that was taken: it grows, so that no code is taken twice. */
  @Property({ type: 'integer' })
  @Unaudited('It moves with every code.')
  lastStep: number = 0;
}

/** One way in for whoever lost their telephone. It is deleted when it is used. */
@Entity({ tableName: 'recovery_codes' })
@Unaudited('When they were made is recorded, and what one of them let in.')
export class RecoveryCode extends Stored {
  @BelongsTo(() => User, { deleteRule: 'cascade' })
  userId!: string;

  /** SHA-256 in hexadecimal of the code as `normalizedRecoveryCode` gives it. */
  @Property({ length: 64 })
  @Unique()
  hash!: string;
}

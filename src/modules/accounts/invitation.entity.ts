import { Entity, Property, Unique } from '@mikro-orm/decorators/legacy';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { User } from './user.entity.js';

/** That an account was made by somebody else, and since when it is its owner's. Tokens to accept it come and go; it stays. */
@Entity({ tableName: 'invitations' })
@Unique({ properties: ['userId'] })
export class Invitation extends Stored {
  @BelongsTo(() => User, { deleteRule: 'cascade', index: false })
  userId!: string;

  /** Who made the account. */
  @BelongsTo(() => User)
  inviterId!: string;

  /** Null until its owner has set a password. */
  @Property({ type: InstantType, nullable: true })
  acceptedAt: Instant | null = null;
}

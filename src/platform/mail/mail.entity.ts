import { Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsEmail, MaxLength } from 'class-validator';
import { Unaudited } from '../audit/audited.js';
import { Stored } from '../database/entity.js';
import { type Instant, InstantType } from '../database/instant.js';

/** A letter that is to be sent, written in the transaction that gives the reason for it. It is deleted once it is sent. */
@Entity({ tableName: 'mails' })
@Unaudited('It tells of a change that is recorded itself.')
@Index({ properties: ['dueAt'] })
export class Mail extends Stored {
  /** The name under which a module says what the letter tells. Nothing of its text is stored: a secret in it is made when it is sent. */
  @Property({ length: 50 })
  letter!: string;

  @Property({ length: 254 })
  @IsEmail()
  @MaxLength(254)
  recipient!: string;

  /** Whose account it is about, where that is known. No foreign key: a letter waits for nobody. */
  @Property({ type: 'uuid', nullable: true })
  userId: string | null = null;

  /** When it is to be tried next. Whoever tries moves it on first, so that nobody else does meanwhile. */
  @Property({ type: InstantType })
  dueAt: Instant = Date.now();

  @Property({ type: 'integer' })
  attempts: number = 0;
}

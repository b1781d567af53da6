import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Unaudited } from '../audit/audited.js';
import { type Instant, InstantType } from '../database/instant.js';

/** What was told of a commit, written by that commit itself. */
@Entity({ tableName: 'event_log' })
@Unaudited('It says what was told of changes that are recorded themselves.')
export class LoggedEvent {
  /** Its place in the log: grows in the order of the commits. */
  @PrimaryKey({ type: 'bigint', autoincrement: true })
  position!: number;

  @Property({ type: InstantType })
  createdAt!: Instant;

  @Property({ length: 100 })
  topic!: string;

  @Property({ type: 'json' })
  keys!: string[];

  @Property({ type: 'json' })
  payload!: object;
}

/** How far someone has read in the log, so that the next start goes on from there. */
@Entity({ tableName: 'event_readers' })
@Unaudited('The server notes by itself how far it came.')
export class EventReader {
  @PrimaryKey({ length: 100 })
  name!: string;

  @Property({ type: 'bigint' })
  position!: number;
}

export const eventEntities = [LoggedEvent, EventReader];

import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { isAway } from '../errors/request-error.js';
import type { Told } from '../events/bus.js';
import type { Channel, EventLog, Logged } from '../events/event-log.js';

/** Many come at once, when a server or a line was away: whoever comes in this time is told together with the first. */
const GATHER_MS = 25;
/** How much of the log is looked through in one statement. */
const READ_AT_ONCE = 1_000;
/** Until the database is asked again that did not answer. */
export const AWAY_MS = 250;

/** Someone who wants what was after an event. */
interface Resuming {
  readonly after: string;
  /** Of the last event that was told, or that need not be. */
  position: number;
}

/** What was told before, and how far this server has told. */
export interface Backlog {
  readonly position: number;
  readonly log: Pick<EventLog, 'between' | 'resumable'>;
}

interface CatchingUpOptions<M extends Resuming> {
  readonly backlog: Backlog;
  readonly channel: Channel;
  /** Tells an event to those of the members who are still there and before it. */
  readonly tell: (event: Told<object>, members: readonly M[]) => Promise<void>;
  /** Called when a member has been told all that this server was: from here on it hears what the others hear. */
  readonly onCaughtUp: (member: M) => void;
  /** Called for who wants to go on from an event that is not there to go on from, and has to be deleted. */
  readonly onUnknown: (member: M) => void;
  /** Called for who cannot be told, and has to be deleted. */
  readonly onError: (member: M, error: unknown) => void;
}

/** Tells those who resume what they missed: all of them together, event by event from the first that one of them missed. */
export class CatchingUp<M extends Resuming> {
  /** Those whose event is not looked up yet. */
  readonly #new = new Set<M>();
  readonly #members = new Set<M>();
  #underWay = false;

  constructor(private readonly options: CatchingUpOptions<M>) {}

  add(member: M): void {
    this.#new.add(member);
    if (!this.#underWay) void this.#run();
  }

  delete(member: M): boolean {
    return this.#new.delete(member) || this.#members.delete(member);
  }

  get size(): number {
    return this.#new.size + this.#members.size;
  }

  async #run(): Promise<void> {
    this.#underWay = true;
    await sleep(GATHER_MS);
    while (this.size > 0) {
      try {
        await this.#lookUp();
        await this.#step();
      } catch (error) {
        if (isAway(error)) await sleep(AWAY_MS);
        else for (const member of [...this.#new, ...this.#members]) this.options.onError(member, error);
      }
    }
    this.#underWay = false;
  }

  async #lookUp(): Promise<void> {
    const { backlog, channel, onUnknown } = this.options;
    const looking = [...this.#new];
    if (looking.length === 0) return;
    const known = await backlog.log.resumable(channel.topic, [...new Set(looking.map(it => it.after))]);
    for (const member of looking) {
      // It may have left meanwhile.
      if (!this.#new.has(member)) continue;
      if (!known.has(member.after)) onUnknown(member);
      else if (this.#new.delete(member)) this.#members.add(member);
    }
  }

  /** One part of the log, for those who have not been told it. */
  async #step(): Promise<void> {
    const { backlog, channel, tell } = this.options;
    this.#release();
    const members = [...this.#members];
    if (members.length === 0) return;
    const from = Math.min(...members.map(it => it.position));
    const upTo = Math.min(backlog.position, from + READ_AT_ONCE);
    for (const event of await backlog.log.between(channel, from, upTo)) {
      await tell(toldOf(event), members);
      await setImmediate();
    }
    for (const member of members) member.position = Math.max(member.position, upTo);
    this.#release();
  }

  /** Nothing is told between the look at the position and the listening from there on. */
  #release(): void {
    for (const member of this.#members) {
      if (member.position < this.options.backlog.position) continue;
      this.#members.delete(member);
      this.options.onCaughtUp(member);
    }
  }
}

function toldOf({ payload, eventId }: Logged): Told<object> {
  return { ...payload, eventId };
}

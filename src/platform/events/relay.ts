import { Looking } from '../looking.js';
import type { Peers } from '../peers/peers.js';
import { type Backlog, backlogOf } from '../telemetry/backlog.js';
import { within } from '../within.js';
import type { Bus } from './bus.js';
import type { EventLog, Logged } from './event-log.js';

/** How often it looks by itself for what other servers wrote: their word may be lost, or there is nobody to carry it. */
const LOOK_MS = 250;
/** How long a write waits until its events are told here, when they have to be read. */
const TOLD_MS = 1_000;
const READ_AT_ONCE = 500;
/** The database may be away when a server stops. */
const STOP_MS = 1_000;
/** What was told in this time before a server died is told again. */
const REMEMBER_MS = 5_000;
const PRUNE_MS = 10 * 60_000;

/** How far the log has been told; every server moves it on. */
const READER = 'relay';

interface RelayOptions {
  readonly log: EventLog;
  readonly bus: Bus;
  readonly peers: Peers;
  readonly report: (error: unknown) => void;
}

/**
 * Tells this server's bus what the event log says, whichever server wrote it: each event once and in its order, and again from the last
 * remembered position when a server starts. While the database is away it waits, and then goes on where it was.
 */
export class Relay {
  readonly log: EventLog;
  /** Of the last event that was told here. */
  #position = Number.NaN;
  #remembered = 0;
  readonly #telling: Looking;
  readonly #remembering: Looking;
  readonly #pruning: Looking;

  constructor(private readonly options: RelayOptions) {
    const { log, report } = options;
    this.log = log;
    this.#telling = new Looking({ work: () => this.#tellNew(), everyMs: LOOK_MS, report });
    this.#remembering = new Looking({ work: () => this.#remember(), everyMs: REMEMBER_MS, report });
    this.#pruning = new Looking({ work: () => log.prune(), everyMs: PRUNE_MS, report });
  }

  get position(): number {
    return this.#position;
  }

  /** Tells what nobody was told before the last stop, and from then on what comes. */
  async start(): Promise<void> {
    const { log, peers } = this.options;
    this.#position = this.#remembered = await log.positionOf(READER);
    await this.#tellNew();
    peers.onNudge(() => void this.look());
    for (const looking of [this.#telling, this.#remembering, this.#pruning]) looking.start();
    void this.#pruning.look();
  }

  /** Tells what a unit of this server has written, once that is committed. What it has just written it need not read, if nobody wrote between. */
  async committed(events: readonly Logged[]): Promise<void> {
    this.options.peers.nudge();
    if (events.at(-1)?.position === this.#position + events.length) this.#tell(events);
    else await within(TOLD_MS, this.look());
  }

  /** Tells what is new by now; never fails. Who asks while a look is under way shares the next one. */
  look(): Promise<void> {
    return this.#telling.look();
  }

  /** What is committed and not told here, and for how many seconds the oldest of it has waited. */
  async untold(): Promise<Backlog> {
    const { events, since } = await this.log.countAfter(this.#position);
    return backlogOf(events, since);
  }

  async stop(): Promise<void> {
    const [telling, remembering] = [this.#telling, this.#remembering];
    await Promise.all([
      telling.stop(STOP_MS, () => telling.look().then(() => remembering.look())),
      remembering.stop(STOP_MS),
      this.#pruning.stop(STOP_MS),
    ]);
  }

  async #tellNew(): Promise<void> {
    let read: Logged[];
    do {
      read = await this.log.after(this.#position, READ_AT_ONCE);
      this.#tell(read);
    } while (read.length === READ_AT_ONCE);
  }

  #tell(events: readonly Logged[]): void {
    for (const { position, topic, payload, eventId, keys } of events) {
      // What this server has just written may have been told while the same was read.
      if (position <= this.#position) continue;
      this.#position = position;
      this.options.bus.tell(topic as never, { ...payload, eventId } as never, keys);
    }
  }

  async #remember(): Promise<void> {
    const position = this.#position;
    if (!(position > this.#remembered)) return;
    await this.log.moveOn(READER, position);
    this.#remembered = position;
  }
}

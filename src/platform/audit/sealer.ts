import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { isAway } from '../errors/request-error.js';
import { type Backlog, backlogOf, MOST_COUNTED } from '../telemetry/backlog.js';
import { HOUR_MS } from '../time/interval.js';
import { within } from '../within.js';
import type { Signer } from './chain.js';
import { readEnds } from './ends.js';
import { pruneSome } from './pruning.js';
import type { RecordedUnit } from './recording.js';
import { beginChain, sealSome } from './sealing.js';

/** How long a change waits for its place in the chain. */
const LOOK_MS = 500;
/** The database may be away when a server stops. */
const STOP_MS = 1_000;

interface SealerOptions {
  readonly database: Database;
  readonly signer: Signer;
  /** How long entries are kept; undefined for ever. */
  readonly keptMs: number | undefined;
  readonly report: (error: unknown) => void;
}

const SEAL = { actor: null, deed: 'audit:seal' };
const PRUNE = { actor: null, deed: 'audit:prune' };

/** Gives what was recorded its place in the chain, beside the requests; of several servers any may. */
export class Sealer {
  readonly #timers: NodeJS.Timeout[] = [];
  #sealing: Promise<void> | undefined;
  /** What was reported last: what goes on failing is told once, not twice a second. */
  #reported = '';

  constructor(private readonly options: SealerOptions) {}

  async start(): Promise<void> {
    const { database, signer, keptMs } = this.options;
    const ends = await readEnds(database);
    if (!ends) await database.write(SEAL, unit => beginChain(unit, signer));
    // What another secret signed is signed anew, if it is one of those before this.
    const isSigned = ends && [ends.root, ends.head].every(end => signer.signedBy(end) === 'present');
    await this.#quietly(() => (isSigned ? this.seal() : this.#sealAll()));
    this.#timers.push(setInterval(() => void this.#quietly(() => this.seal()), LOOK_MS));
    if (keptMs !== undefined) this.#timers.push(setInterval(() => void this.#quietly(() => this.prune(keptMs)), HOUR_MS).unref());
  }

  /** Seals all that is committed by now. */
  async seal(): Promise<void> {
    await this.#sealing;
    const [left] = await this.options.database.rows(sql`select 1 from audit_unsealed ${this.options.database.dialect.limit(1)}`);
    if (!left) return;
    this.#sealing ??= this.#sealAll().finally(() => {
      this.#sealing = undefined;
    });
    await this.#sealing;
  }

  /** Deletes entries that are older, from the oldest on, without breaking what remains. */
  async prune(keptMs: number, now = Date.now()): Promise<void> {
    const { database, signer } = this.options;
    while (await database.write(PRUNE, unit => pruneSome(unit, signer, now - keptMs))) await endOfTurn();
  }

  /** What is committed and has no place in the chain yet, whichever server wrote it. */
  async unsealed(): Promise<Backlog> {
    const { limit } = this.options.database.dialect;
    const [found] = await this.options.database.rows<{ count: number; oldest: string | null }>(
      sql`select count(*) as count, (select changes from audit_unsealed order by position ${limit(1)}) as oldest
        from (select 1 from audit_unsealed ${limit(MOST_COUNTED)}) counted`,
    );
    return backlogOf(found?.count ?? 0, found?.oldest ? (JSON.parse(found.oldest) as RecordedUnit).at : null);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await within(
      STOP_MS,
      this.#quietly(() => this.seal()),
    );
  }

  async #sealAll(): Promise<void> {
    const { database, signer } = this.options;
    // On SQLite everything up to here may be one turn of the event loop: requests come in between.
    while (await database.write(SEAL, unit => sealSome(unit, signer))) await endOfTurn();
  }

  /** The next time goes on where this one failed. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#reported = '';
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (isAway(error) || message === this.#reported) return;
      this.#reported = message;
      this.options.report(error);
    }
  }
}

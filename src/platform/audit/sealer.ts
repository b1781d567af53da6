import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { Looking } from '../looking.js';
import { type Backlog, backlogOf, MOST_COUNTED } from '../telemetry/backlog.js';
import { HOUR_MS } from '../time/interval.js';
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
  readonly #looking: Looking;
  readonly #pruning: Looking | undefined;
  #sealing: Promise<void> | undefined;

  constructor(private readonly options: SealerOptions) {
    const { keptMs, report } = options;
    this.#looking = new Looking({ work: () => this.seal(), everyMs: LOOK_MS, report });
    if (keptMs !== undefined) this.#pruning = new Looking({ work: () => this.prune(keptMs), everyMs: HOUR_MS, report });
  }

  async start(): Promise<void> {
    const { database, signer } = this.options;
    const ends = await readEnds(database);
    if (!ends) await database.write(SEAL, unit => beginChain(unit, signer));
    // What another secret signed is signed anew, if it is one of those before this.
    const isSigned = ends && [ends.root, ends.head].every(end => signer.signedBy(end) === 'present');
    await this.#looking.quietly(() => (isSigned ? this.seal() : this.#sealAll()));
    this.#looking.start();
    this.#pruning?.start();
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
    await Promise.all([this.#looking.stop(STOP_MS, () => this.#looking.look()), this.#pruning?.stop(STOP_MS)]);
  }

  async #sealAll(): Promise<void> {
    const { database, signer } = this.options;
    // On SQLite everything up to here may be one turn of the event loop: requests come in between.
    while (await database.write(SEAL, unit => sealSome(unit, signer))) await endOfTurn();
  }
}

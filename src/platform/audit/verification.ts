import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import type { Row } from '../database/entity.js';
import { contains, oneOf, sql, text } from '../database/sql.js';
import { AuditEntry, AuditKind } from './audit.entities.js';
import { digestOf, hashOf, isErased, type Place, type Signer } from './chain.js';
import { type Ends, readEnds } from './ends.js';
import { isEnd } from './sealing.js';

const READ_AT_ONCE = 1_000;

export interface Verdict {
  /** Entries of the chain that were found to be as they were written. */
  readonly verified: number;
  /** What is committed but has no place in the chain yet. */
  readonly unsealed: number;
  readonly root: Place;
  readonly head: Place;
  /** What is wrong first; undefined where nothing is. */
  readonly fault: string | undefined;
}

/**
 * Goes through the whole chain, some entries at a time, each from a snapshot of its own: servers go on sealing, erasing and pruning
 * meanwhile. `noted` are places of it that were noted outside of the database.
 */
export async function verifyChain(database: Database, signer: Signer, noted: readonly Place[] = []): Promise<Verdict> {
  const ends = await readEnds(database);
  const found = ends ? await new Verification(database, signer, ends, noted).run() : { verified: 0, fault: NO_ENDS };
  // A server pruned what was being looked at.
  if (found.fault && ends && (await readEnds(database))?.root.sequence !== ends.root.sequence) return verifyChain(database, signer, noted);
  const [left] = await database.rows<{ count: number }>(sql`select count(*) as count from audit_unsealed`);
  return { unsealed: left?.count ?? 0, root: placeOf(ends?.root), head: placeOf(ends?.head), ...found };
}

const NO_ENDS = 'The ends of the chain are missing: they were removed, or no server has run since the audit began.';

function placeOf(place: Place = { sequence: 0, hash: '' }): Place {
  return { sequence: place.sequence, hash: place.hash };
}

type Entry = Row<AuditEntry>;

class Verification {
  #last: Place;
  readonly #noted: Map<number, Place>;

  constructor(
    private readonly database: Database,
    private readonly signer: Signer,
    private readonly ends: Ends,
    noted: readonly Place[],
  ) {
    this.#last = ends.root;
    this.#noted = new Map(noted.map(place => [place.sequence, place]));
  }

  async run(): Promise<Pick<Verdict, 'verified' | 'fault'>> {
    const { root } = this.ends;
    const fault =
      this.#faultOfSignatures() ??
      this.#faultOfNoted() ??
      (await this.#faultOfEntries()) ??
      this.#faultOfHead() ??
      (await this.#faultBeyond());
    return { verified: this.#last.sequence - root.sequence, fault };
  }

  #faultOfSignatures(): string | undefined {
    for (const end of [this.ends.root, this.ends.head]) {
      const by = this.signer.signedBy(end);
      if (!by)
        return `The ${end.name} of the chain, at entry ${end.sequence}, is not signed with this secret: it was changed, or the secret was.`;
      if (by === 'former') {
        return `The ${end.name} of the chain, at entry ${end.sequence}, is signed with a former secret: start a server with the new one first.`;
      }
    }
    return undefined;
  }

  #faultOfNoted(): string | undefined {
    const { root, head } = this.ends;
    for (const place of this.#noted.values()) {
      if (place.sequence < root.sequence)
        return `Entry ${place.sequence}, which was noted, was pruned: the chain is kept from ${root.sequence + 1} on.`;
      if (place.sequence > head.sequence)
        return `Entry ${head.sequence + 1} and those after it are gone: entry ${place.sequence} was noted.`;
    }
    return this.#faultOfPlace(root);
  }

  /** Reads up to the head as it was at the beginning: servers go on adding to it. */
  async #faultOfEntries(): Promise<string | undefined> {
    const { head } = this.ends;
    for (;;) {
      const page = await this.#page();
      // On SQLite what is read in one turn shares a snapshot, and the journal of whoever writes grows for as long as that is held.
      await endOfTurn();
      if (page.length === 0) return undefined;
      const unexplained = await this.#unexplained(page);
      for (const entry of page) {
        if (entry.sequence > head.sequence) return undefined;
        const fault =
          this.#faultOf(entry) ??
          (unexplained.has(entry) ? `The values of entry ${entry.sequence} are erased, but nothing says by whom.` : undefined);
        if (fault) return fault;
        this.#last = entry;
      }
    }
  }

  #faultOf(entry: Entry): string | undefined {
    const expected = this.#last.sequence + 1;
    if (entry.sequence !== expected) return `Entry ${expected} is missing.`;
    const isWhole = (isErased(entry) || digestOf(entry) === entry.digest) && hashOf(this.#last.hash, entry) === entry.hash;
    return isWhole ? this.#faultOfPlace(entry) : `Entry ${expected} is not as it was written.`;
  }

  #faultOfPlace(place: Place): string | undefined {
    const noted = this.#noted.get(place.sequence);
    return noted && !isEnd(noted, place)
      ? `Entry ${place.sequence} has another hash than was noted: it or one before it was written anew.`
      : undefined;
  }

  #faultOfHead(): string | undefined {
    const { head } = this.ends;
    if (this.#last.sequence < head.sequence) return `Entry ${this.#last.sequence + 1} is missing, and all after it.`;
    return isEnd(this.#last, head)
      ? undefined
      : `Entry ${head.sequence} is not the one that was signed: it or one before it was written anew.`;
  }

  /** Nobody adds entries without moving the head. */
  async #faultBeyond(): Promise<string | undefined> {
    const [beyond] = await this.database.rows<Place>(
      sql`select min(sequence) as sequence from audit_entries where sequence > (select sequence from audit_ends where name = 'head')`,
    );
    return beyond?.sequence == null ? undefined : `Entry ${beyond.sequence} was added past the signed end.`;
  }

  #page(): Promise<Entry[]> {
    const table = this.database.table(AuditEntry);
    return this.database.rowsOf(
      table,
      sql`${table.selection('a')} where a.sequence > ${this.#last.sequence} order by a.sequence ${this.database.dialect.limit(READ_AT_ONCE)}`,
    );
  }

  /** Those of a page whose values are gone without an entry, later in the chain or on its way there, that says so. */
  async #unexplained(page: readonly Entry[]): Promise<ReadonlySet<Entry>> {
    const erased = page.filter(isErased);
    if (erased.length === 0) return new Set();
    const ids = [...new Set(erased.map(it => it.entityId))];
    // First what is on its way: sealed meanwhile, it is found in the chain as well.
    const unsealed = await this.#unsealedRedactions();
    const sealed = await this.database.rows<Redaction>(
      sql`select entity, entity_id as "entityId", max(sequence) as sequence from audit_entries
        where entity_id ${oneOf(ids)} and kind = ${AuditKind.REDACTED} group by entity, entity_id`,
    );
    const redactions = [...sealed, ...unsealed];
    const explains = (entry: Entry) => (it: Redaction) =>
      it.entity === entry.entity && it.entityId === entry.entityId && it.sequence > entry.sequence;
    return new Set(erased.filter(entry => !redactions.some(explains(entry))));
  }

  async #unsealedRedactions(): Promise<Redaction[]> {
    const rows = await this.database.rows<{ changes: string }>(
      sql`select changes from audit_unsealed where ${contains(this.database.dialect, text('changes'), `"${AuditKind.REDACTED}"`)}`,
    );
    const changes = rows.flatMap(row => (JSON.parse(row.changes) as { changes: (Redaction & { kind: AuditKind })[] }).changes);
    return changes.filter(it => it.kind === AuditKind.REDACTED).map(it => ({ ...it, sequence: Number.POSITIVE_INFINITY }));
  }
}

interface Redaction {
  readonly entity: string;
  readonly entityId: string;
  readonly sequence: number;
}

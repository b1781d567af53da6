import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { join, sql } from '../../src/platform/database/sql.js';
import { byTurn, nextInLine, placesLeft, positionOf, turnOf, type Waiting } from '../../src/platform/waiting-list.js';
import { startApp } from '../support/app.js';

const app = await startApp();

interface Entry extends Waiting {
  readonly id: number;
}

/** Some who wait for the same thing, in any order: no two have the same ticket. */
const line = fc
  .uniqueArray(fc.record({ priority: fc.integer({ min: 0, max: 3 }), ticket: fc.integer({ min: 1, max: 1_000 }) }), {
    selector: it => it.ticket,
    maxLength: 20,
  })
  .map(entries => entries.map((it, id): Entry => ({ ...it, id })));

describe('the order of a line', () => {
  test('is total: of two, exactly one comes first, and whoever comes before another comes before all behind', () => {
    fc.assert(
      fc.property(line, entries => {
        for (const a of entries) {
          for (const b of entries) {
            expect(Math.sign(byTurn(a, b))).toBe(-Math.sign(byTurn(b, a)) || 0);
            expect(byTurn(a, b) === 0).toBe(a.id === b.id);
            for (const c of entries) if (byTurn(a, b) < 0 && byTurn(b, c) < 0) expect(byTurn(a, c)).toBeLessThan(0);
          }
        }
      }),
    );
  });

  test('is priority, then the time of asking', () => {
    fc.assert(
      fc.property(line, entries => {
        for (const [i, next] of entries.toSorted(byTurn).entries()) {
          const before = entries.toSorted(byTurn)[i - 1];
          if (!before) continue;
          expect(before.priority).toBeGreaterThanOrEqual(next.priority);
          if (before.priority === next.priority) expect(before.ticket).toBeLessThan(next.ticket);
        }
      }),
    );
  });

  test('is the same in the database', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 3 }), async lines => {
        const rows = lines.flatMap((entries, thing) => entries.map(it => ({ ...it, thing })));
        fc.pre(rows.length > 0);
        const table = join(
          rows.map(
            it => sql`select cast(${it.id} as int) as id, cast(${it.thing} as int) as thing,
            cast(${it.priority} as int) as priority, cast(${it.ticket} as int) as ticket`,
          ),
          ' union all ',
        );
        const found = await app.database.rows<{ id: number; thing: number; position: number }>(
          sql`select w.id, w.thing, ${positionOf('w', 'thing')} as position from (${table}) w order by w.thing, ${turnOf('w')}`,
        );
        const expected = lines.flatMap((entries, thing) => entries.toSorted(byTurn).map(({ id }, i) => ({ id, thing, position: i + 1 })));
        expect(found).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});

describe('places that are free', () => {
  test('go to the first in line, as many as there are, and no more', () => {
    fc.assert(
      fc.property(line, fc.integer({ min: -3, max: 25 }), (entries, free) => {
        const served = nextInLine(entries, free);
        expect(served).toHaveLength(Math.min(entries.length, Math.max(0, free)));
        const others = entries.filter(it => !served.includes(it));
        for (const one of served) for (const other of others) expect(byTurn(one, other)).toBeLessThan(0);
      }),
    );
  });

  test('are not left for who comes later while somebody waits for them', () => {
    expect([placesLeft(3, 0), placesLeft(3, 1), placesLeft(1, 2), placesLeft(-1, 0)]).toEqual([3, 2, 0, 0]);
  });
});

/** A thing with places, as whoever uses the engine keeps it: each deed gives a ticket or frees a place, and then serves the line. */
class Thing {
  readonly states = new Map<Entry, 'seated' | 'waiting' | 'gone'>();

  constructor(public places: number) {}

  get(state: 'seated' | 'waiting'): Entry[] {
    return [...this.states].filter(([, it]) => it === state).map(([entry]) => entry);
  }

  ask(priority: number): void {
    this.states.set({ id: this.states.size, priority, ticket: this.states.size + 1 }, 'waiting');
    this.#serve();
  }

  leave(n: number): void {
    const here = [...this.get('seated'), ...this.get('waiting')];
    const leaving = here[n % Math.max(1, here.length)];
    if (leaving) this.states.set(leaving, 'gone');
    this.#serve();
  }

  widen(by: number): void {
    this.places += by;
    this.#serve();
  }

  #serve(): void {
    const line = this.get('waiting');
    const served = nextInLine(line, this.places - this.get('seated').length);
    for (const entry of served) this.states.set(entry, 'seated');
  }
}

type Deed = (thing: Thing) => void;

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2 }).map(priority => (thing: Thing) => thing.ask(priority)) },
  { weight: 2, arbitrary: fc.nat(50).map(n => (thing: Thing) => thing.leave(n)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map(by => (thing: Thing) => thing.widen(by)) },
);

test('whatever is asked, left and widened, no place is empty while somebody waits, and nobody overtakes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(deed, { maxLength: 60 }), (places, deeds) => {
      const thing = new Thing(places);
      for (const done of deeds) {
        const [seatedBefore, waitingBefore] = [new Set(thing.get('seated')), thing.get('waiting')];
        done(thing);
        const [seated, waiting] = [thing.get('seated'), thing.get('waiting')];
        expect(seated.length).toBeLessThanOrEqual(thing.places);
        if (waiting.length > 0) expect(seated).toHaveLength(thing.places);
        const promoted = seated.filter(it => !seatedBefore.has(it));
        for (const one of promoted) for (const other of waiting) expect(byTurn(one, other)).toBeLessThan(0);
        // Who waited and waits still has at most as many before them as before, unless somebody of a higher priority came.
        for (const it of waiting.filter(one => waitingBefore.includes(one))) {
          const before = waitingBefore.filter(other => byTurn(other, it) < 0);
          const ahead = waiting.filter(other => byTurn(other, it) < 0 && (before.includes(other) || other.priority <= it.priority));
          expect(ahead.length).toBeLessThanOrEqual(before.length);
        }
      }
    }),
  );
});

import { setImmediate as turnOfOthers } from 'node:timers/promises';
import type { Unit } from './database.js';

/** SQLite runs in this process, and nobody else has a turn while so many are written. */
const WRITTEN_AT_ONCE = 100;

/** Writes things that were made, and whatever else the unit has changed. Before, between and after very many of them others go on reading. */
export async function writeMany(unit: Unit, made: readonly object[]): Promise<void> {
  const areMany = made.length > WRITTEN_AT_ONCE;
  for (let from = 0; from === 0 || from < made.length; from += WRITTEN_AT_ONCE) {
    if (areMany) await turnOfOthers();
    unit.em.persist(made.slice(from, from + WRITTEN_AT_ONCE));
    await unit.em.flush();
  }
  if (areMany) await turnOfOthers();
}

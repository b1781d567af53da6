import type { Unit } from '../database/database.js';
import { AuditKind } from './audit.entities.js';
import { NOTHING, type Place, type Signer } from './chain.js';
import { holdEnds, readLast, writeEnd } from './ends.js';
import { noteInChain } from './pruning.js';

/**
 * Takes the audit as it stands, after somebody has looked why it does not verify: the chain goes on after its last entry and is verified from
 * there. What came before is kept, and proven by nothing any more. That is recorded itself.
 */
export async function acceptChain(unit: Unit, signer: Signer): Promise<Place> {
  await holdEnds(unit);
  const last = (await readLast(unit)) ?? NOTHING;
  for (const name of ['root', 'head'] as const) await writeEnd(unit, signer, name, last);
  noteInChain(unit, AuditKind.ACCEPTED, last);
  return last;
}

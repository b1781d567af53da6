import type { Unit } from '../database/database.js';
import type { Row } from '../database/entity.js';
import type { RowSource } from '../database/row-source.js';
import { type Sql, sql, text } from '../database/sql.js';
import { AuditEnd } from './audit.entities.js';
import { type EndName, NOTHING, type Place, type Signer } from './chain.js';

/** Both ends of the chain. Inside a unit they are held: nobody seals, prunes or erases beside it, which is what puts entries in one order. */
export interface Ends {
  readonly root: Row<AuditEnd>;
  readonly head: Row<AuditEnd>;
}

/** Undefined where there is no chain yet, or an end of it is missing. */
export async function readEnds(source: RowSource): Promise<Ends | undefined> {
  return endsIn(source, text(''));
}

/** The same, held until the end of the unit. */
export async function holdEnds(unit: Unit): Promise<Ends | undefined> {
  return endsIn(unit, unit.dialect.forUpdate);
}

/** Gives a database without a chain its ends, unless another server has done so meanwhile. */
export async function beginEnds(unit: Unit, signer: Signer): Promise<void> {
  for (const name of ['head', 'root'] as const) await unit.rows(sql`${insertEnd(signer, name, NOTHING)} on conflict (name) do nothing`);
}

export async function writeEnd(unit: Unit, signer: Signer, name: EndName, place: Place): Promise<void> {
  await unit.rows(
    sql`${insertEnd(signer, name, place)}
      on conflict (name) do update set sequence = excluded.sequence, hash = excluded.hash, signature = excluded.signature`,
  );
}

function insertEnd(signer: Signer, name: EndName, place: Place): Sql {
  const { sequence, hash } = place;
  return sql`insert into audit_ends (name, sequence, hash, signature) values (${name}, ${sequence}, ${hash}, ${signer.sign(name, place)})`;
}

/** The last entry as it stands, whatever the head says of it. */
export async function readLast(source: RowSource): Promise<Place | undefined> {
  const [last] = await source.rows<Place>(sql`select sequence, hash from audit_entries order by sequence desc ${source.dialect.limit(1)}`);
  return last;
}

async function endsIn(source: RowSource, lock: Sql): Promise<Ends | undefined> {
  const table = source.table(AuditEnd);
  const rows = await source.rowsOf(table, sql`${table.selection('e')} order by e.name${lock}`);
  const [root, head] = [rows.find(it => it.name === 'root'), rows.find(it => it.name === 'head')];
  return root && head && { root, head };
}

import type { EntityManager, Unit } from '../../platform/database/database.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { sql } from '../../platform/database/sql.js';
import { Material } from './material.entity.js';

/** Beyond every place that a material can have. */
const ASIDE = 1_000_000;

/** How many materials a course has, which is also the place of the last. */
export async function countMaterials(source: RowSource, courseId: string): Promise<number> {
  const [counted] = await source.rows<{ count: number }>(sql`select count(*) as count from materials where course_id = ${courseId}`);
  return counted?.count ?? 0;
}

/** Moves a material to a place and those between by one, behind the lock of the course. */
export async function reorder({ em }: Unit, { id, courseId, position }: Material, place: number): Promise<void> {
  if (place === position) return;
  const [from, to] = [Math.min(position, place), Math.max(position, place)];
  const step = place < position ? 1 : -1;
  const moved = await em.find(Material, { courseId, position: { $gte: from, $lte: to } });
  await put(em, moved, it => (it.id === id ? place : it.position + step));
}

/** Moves up what comes after a place that was left, behind the lock of the course. */
export async function closeUp({ em }: Unit, courseId: string, left: number): Promise<void> {
  const after = await em.find(Material, { courseId, position: { $gt: left } });
  await put(em, after, it => it.position - 1);
}

/** No place is taken twice, not even while rows are written one after the other: all of them step aside first. */
async function put(em: EntityManager, materials: readonly Material[], placeOf: (material: Material) => number): Promise<void> {
  const places = materials.map(placeOf);
  for (const material of materials) material.position += ASIDE;
  await em.flush();
  for (const [i, material] of materials.entries()) material.position = places[i] ?? material.position;
  await em.flush();
}

import type { RowSource } from '../../platform/database/row-source.js';
import { sql } from '../../platform/database/sql.js';

/** Beyond every place that a material can have. */
const ASIDE = 1_000_000;

interface Placed {
  readonly id: string;
  readonly courseId: string;
  readonly position: number;
}

/** How many materials a course has, which is also the place of the last. */
export async function countMaterials(source: RowSource, courseId: string): Promise<number> {
  const [counted] = await source.rows<{ count: number }>(sql`select count(*) as count from materials where course_id = ${courseId}`);
  return counted?.count ?? 0;
}

/**
 * Moves a material to a place and those between by one, behind the lock of the course. A place is never taken twice, not even while rows
 * are written one after the other: all of them step aside first.
 */
export async function reorder(source: RowSource, { id, courseId, position }: Placed, place: number): Promise<void> {
  if (place === position) return;
  const [from, to] = [Math.min(position, place), Math.max(position, place)];
  const step = place < position ? 1 : -1;
  await source.rows(
    sql`update materials set position = position + ${ASIDE} where course_id = ${courseId} and position between ${from} and ${to} returning id`,
  );
  await source.rows(
    sql`update materials set position = case when id = ${id} then ${place} else position - ${ASIDE} + ${step} end
      where course_id = ${courseId} and position > ${ASIDE} returning id`,
  );
}

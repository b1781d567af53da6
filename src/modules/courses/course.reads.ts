import { type Actor, may } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, type Sql, sql, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Course } from './course.entity.js';
import type { CourseFilter } from './course.inputs.js';
import { seesCourse } from './course.policy.js';
import { takenBy, takes } from './taking.js';

/** The courses that a filter leaves for an actor, by title. */
export function courseList(source: RowSource, actor: Actor, { search, mine, trainerId }: CourseFilter): List<Course> {
  const where: Sql[] = [];
  const own = sql`(c.owner_id = ${actor.id} or ${takenBy(text('c.id'), actor.id)})`;
  if (mine) where.push(own);
  else if (!may(actor, 'course:update')) where.push(sql`(c.published = ${true} or ${own})`);
  if (mine === false) where.push(sql`not ${own}`);
  if (search) where.push(contains(source.dialect, text(`c.title || ' ' || coalesce(c.description, '')`), search));
  if (trainerId) where.push(sql`c.owner_id = ${trainerId}`);
  const byTitle = { column: text('c.title'), property: 'title' };
  return { table: source.table(Course), alias: 'c', where, order: [byTitle], direction: OrderDirection.ASC };
}

/** One course; null where there is none that the actor may see. */
export async function readCourse(loaders: Loaders, actor: Actor, id: string): Promise<Row<Course> | null> {
  const course = await loaders.load(Course, id);
  if (!course) return null;
  return seesCourse(actor, course) || (await takes(actor, course, loaders)) ? course : null;
}

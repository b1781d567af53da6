import type { Actor } from '../../platform/access/actor.js';
import { allowedBy, type ListDefinition, listOf, type Reading } from '../../platform/access/list.js';
import { allowsAfterAll } from '../../platform/access/other-rows.js';
import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, sql, text } from '../../platform/database/sql.js';
import { Course } from './course.entity.js';
import type { CourseFilter } from './course.inputs.js';
import { seeingCourse } from './course.policy.js';
import { takenBy } from './taking.js';

interface ReadingFor extends Reading {
  readonly viewer: Actor;
}

export const courses: ListDefinition<Course, CourseFilter, 'TITLE', ReadingFor> = {
  entity: Course,
  alias: 'c',
  conditions: {
    search: {
      looksAt: ['title', 'description'],
      where: (part, { source }) => contains(source.dialect, text(`c.title || ' ' || coalesce(c.description, '')`), part),
    },
    mine: {
      looksAt: ['id', 'ownerId'],
      where: (mine, { viewer }) => {
        const own = sql`(c.owner_id = ${viewer.id} or ${takenBy(text('c.id'), viewer.id)})`;
        return mine ? own : sql`not ${own}`;
      },
    },
    trainerId: { looksAt: ['ownerId'], where: id => sql`c.owner_id = ${id}` },
  },
  orders: { TITLE: [{ column: text('c.title'), property: 'title' }] },
  usualOrder: 'TITLE',
};

/** The courses that a filter leaves, of those that the viewer may see, by title. */
export function courseList(source: RowSource, viewer: Actor, filter?: CourseFilter | null): List<Course> {
  const list = listOf(courses, { source, viewer }, { filter });
  return { ...list, where: [...list.where, allowedBy(seeingCourse, { source, viewer }, courses)] };
}

/** One course; null where there is none that the viewer may see. */
export async function readCourse(loaders: Loaders, viewer: Actor, id: string): Promise<Row<Course> | null> {
  const course = await loaders.load(Course, id);
  return course && (await allowsAfterAll(seeingCourse, viewer, course, loaders)) ? course : null;
}

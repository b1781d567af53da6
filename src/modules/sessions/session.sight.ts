import { allows } from '../../platform/access/policy.js';
import type { Row } from '../../platform/database/entity.js';
import type { Context } from '../../platform/graphql/context.js';
import { permitting } from '../../platform/graphql/permitting.js';
import type { Sees } from '../../platform/graphql/visibility.js';
import { Course } from '../courses/course.entity.js';
import { seeingCourse } from '../courses/course.policy.js';
import { Session } from './session.entity.js';
import { seeingSession } from './session.policy.js';

const canSee = permitting(seeingSession);
const seesCourse: Sees<Row<Course>> = (actor, course) => allows(seeingCourse, actor, course);

/**
 * A session, where whoever is asking may see it. Most are of published courses: its course tells that to all who watch it at once, before
 * other rows are looked at for each of them.
 */
export async function seenIn(context: Context, id: string): Promise<Row<Session> | null> {
  const session = await context.loaders.load(Session, id);
  if (!session) return null;
  const course = await context.loaders.load(Course, session.courseId);
  const byCourse = course !== null && context.sees(seesCourse as Sees<unknown>, course);
  return byCourse || (await canSee(context, session)) ? session : null;
}

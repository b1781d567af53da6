import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Page } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Course } from '../courses/course.entity.js';
import type { Session } from './session.entity.js';
import { SessionListArgs } from './session.inputs.js';
import { sessionList } from './session.reads.js';
import { SessionConnection } from './session.resolver.js';

@Resolver(() => Course)
export class CourseSessionsResolver {
  @FieldResolver(() => SessionConnection.type, { description: 'When it is given, as far as the viewer may see it.' })
  sessions(
    @Root() { id }: Row<Course>,
    @Viewer() viewer: Actor,
    @Args(() => SessionListArgs) { filter, orderBy, ...page }: SessionListArgs,
    @Ctx() { source, loaders, now }: Context,
  ): Page<Row<Session>> {
    return loaders.page(sessionList({ source, viewer, now }, filter, orderBy), text('s.course_id'), id, page);
  }
}

import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { permitting } from '../../platform/graphql/permitting.js';
import { Id } from '../../platform/graphql/scalars.js';
import { Course } from './course.entity.js';
import { CourseCreateInput, CourseFilter, CourseUpdateInput } from './course.inputs.js';
import { deletingCourse, updatingCourse } from './course.policy.js';
import { courseList, readCourse } from './course.reads.js';
import type { CourseService } from './course.service.js';

export const CourseConnection = connectionOf('Course', () => Course);

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of a course.' })
export class CoursePayload extends Payload {
  @Field(() => Course, { nullable: true, description: 'The course after the change.' })
  course?: Row<Course>;
}

const canUpdate = permitting(updatingCourse);

@Resolver(() => Course)
export class CourseResolver {
  constructor(private readonly service: CourseService) {}

  @Access('course:read')
  @Query(() => CourseConnection.type, {
    description: 'The courses that the viewer may see, by title: the published ones, and those that they take, own or manage.',
  })
  courses(
    @Viewer() actor: Actor,
    @Arg('filter', () => CourseFilter, { nullable: true, description: 'Which.' }) filter: CourseFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source }: Context,
  ): Page<Row<Course>> {
    return pageOf(source, courseList(source, actor, filter), page);
  }

  @Access('course:read')
  @Query(() => Course, { nullable: true, description: 'One course; null where there is none with this id that the viewer may see.' })
  course(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the course.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<Course> | null> {
    return readCourse(loaders, actor, id);
  }

  @Access('course:create')
  @Mutation(() => CoursePayload, { description: 'Adds a course.' })
  async courseCreate(@Viewer() actor: Actor, @Arg('input', () => CourseCreateInput) input: CourseCreateInput): Promise<CoursePayload> {
    return { course: await this.service.create(actor, input) };
  }

  @Access(updatingCourse)
  @Mutation(() => CoursePayload, { description: 'Changes a course, or publishes it.' })
  async courseUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the course.' }) id: string,
    @Arg('input', () => CourseUpdateInput) input: CourseUpdateInput,
  ): Promise<CoursePayload> {
    return { course: await this.service.update(actor, id, input) };
  }

  @Access(deletingCourse)
  @Mutation(() => DeletePayload, { description: 'Deletes a course that is given to nobody and has no exams, with its materials.' })
  async courseDelete(@Viewer() actor: Actor, @Arg('id', () => Id, { description: 'Of the course.' }) id: string): Promise<DeletePayload> {
    return { deletedId: await this.service.delete(actor, id) };
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change it, its materials and who takes it.' })
  viewerCanUpdate(@Root() course: Row<Course>, @Ctx() context: Context): boolean | Promise<boolean> {
    return canUpdate(context, course);
  }
}

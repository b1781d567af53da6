import { Args, ArgsType, Ctx, Field, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { List, Page } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { sql, text } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Id } from '../../platform/graphql/scalars.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import type { User } from '../accounts/user.entity.js';
import { UserConnection } from '../accounts/user.resolver.js';
import { LearnerListArgs } from '../organizations/learner.inputs.js';
import { learnersIn } from '../organizations/learner.reads.js';
import { Course } from './course.entity.js';
import { assigningCourse, updatingCourse } from './course.policy.js';
import { CoursePayload } from './course.resolver.js';
import { CourseAssignment } from './course-assignment.entity.js';
import type { CourseAssignmentService } from './course-assignment.service.js';
import { takings } from './taking.js';

export const CourseAssignmentConnection = connectionOf('CourseAssignment', () => CourseAssignment);

@ArgsType()
class TakersArgs {
  @Field(() => Id, { description: 'Of the course.' })
  id!: string;

  @Field(() => [Id], { nullable: true, description: 'Of classes, at most 100.' })
  classGroupIds?: string[] | null;

  @Field(() => [Id], { nullable: true, description: 'Of single learners, at most 1,000.' })
  learnerIds?: string[] | null;
}

@Resolver(() => Course)
export class CourseAssignmentResolver {
  constructor(private readonly service: CourseAssignmentService) {}

  @Access(assigningCourse)
  @Mutation(() => CoursePayload, {
    description:
      'Gives a course to classes and single learners; who has it already keeps it. Its owner gives it to those whom they teach already.',
  })
  async courseAssign(@Viewer() actor: Actor, @Args(() => TakersArgs) { id, ...takers }: TakersArgs): Promise<CoursePayload> {
    return { course: await this.service.assign(actor, id, takers) };
  }

  @Access(assigningCourse)
  @Mutation(() => CoursePayload, { description: 'Takes a course back from classes and single learners.' })
  async courseUnassign(@Viewer() actor: Actor, @Args(() => TakersArgs) { id, ...takers }: TakersArgs): Promise<CoursePayload> {
    return { course: await this.service.takeBack(actor, id, takers) };
  }

  @VisibleTo(updatingCourse)
  @FieldResolver(() => CourseAssignmentConnection.type, {
    nullable: true,
    description: 'Whom it was given to, the first first; for those who manage it.',
  })
  assignments(
    @Root() { id }: Row<Course>,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<CourseAssignment>> {
    return loaders.page(assignmentList(source), text('a.course_id'), id, page);
  }

  @VisibleTo(updatingCourse)
  @FieldResolver(() => UserConnection.type, {
    nullable: true,
    description: 'Who takes it, each once on however many roads; for those who manage it.',
  })
  learners(
    @Root() { id }: Row<Course>,
    @Viewer() viewer: Actor,
    @Args(() => LearnerListArgs) { orderBy, ...page }: LearnerListArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<User>> {
    const list = learnersIn({ source, viewer }, sql` join ${takings()} taken on taken.learner_id = u.id`, orderBy);
    return loaders.page(list, text('taken.course_id'), id, page);
  }
}

function assignmentList(source: RowSource): List<CourseAssignment> {
  const byTime = { column: text('a.created_at'), property: 'createdAt', instant: true };
  return { table: source.table(CourseAssignment), alias: 'a', where: [], order: [byTime], direction: OrderDirection.ASC };
}

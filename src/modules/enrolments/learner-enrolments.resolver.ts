import { Args, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Page } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { READS } from '../../platform/graphql/selected.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import { User } from '../accounts/user.entity.js';
import { Course } from '../courses/course.entity.js';
import { updatingCourse } from '../courses/course.policy.js';
import type { Enrolment } from './enrolment.entity.js';
import { EnrolmentListArgs } from './enrolment.inputs.js';
import { seeingEnrolmentsOfLearner } from './enrolment.policy.js';
import { enrolmentList, enrolmentListOfCourse, loadProgressIn } from './enrolment.reads.js';
import { EnrolmentConnection } from './enrolment.resolver.js';

/** What enrolments make of a user. */
@Resolver(() => User)
export class LearnerEnrolmentsResolver {
  @VisibleTo(seeingEnrolmentsOfLearner)
  @FieldResolver(() => EnrolmentConnection.type, {
    nullable: true,
    description: 'What they are enrolled in, wait for and gave back, the first first; for themselves and those who manage all enrolments.',
  })
  enrolments(
    @Root() { id }: Row<User>,
    @Args(() => EnrolmentListArgs) { filter, ...page }: EnrolmentListArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<Enrolment>> {
    return loaders.page(enrolmentList(source, filter), text('e.learner_id'), id, page);
  }
}

/** What enrolments make of a course. */
@Resolver(() => Course)
export class CourseEnrolmentsResolver {
  @Extensions({ [READS]: ['id'] })
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How far the viewer is, in percent: the mean of its sessions that they have a seat in. Null without any.',
  })
  viewerProgress(@Root() { id }: Row<Course>, @Viewer() viewer: Actor, @Ctx() { loaders }: Context): Promise<number | null> {
    return loadProgressIn(loaders, id, viewer.id);
  }

  @VisibleTo(updatingCourse)
  @FieldResolver(() => EnrolmentConnection.type, {
    nullable: true,
    description: 'Who is enrolled in its sessions and how far they are, the first to ask first; for those who manage the course.',
  })
  enrolments(
    @Root() { id }: Row<Course>,
    @Args(() => EnrolmentListArgs) { filter, ...page }: EnrolmentListArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<Enrolment>> {
    return loaders.page(enrolmentListOfCourse(source, filter), text('held.course_id'), id, page);
  }
}

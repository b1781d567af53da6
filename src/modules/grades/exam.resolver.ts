import { Arg, Args, Ctx, Extensions, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { decimalOf } from '../../platform/decimal.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { permitting } from '../../platform/graphql/permitting.js';
import { Decimal, Id } from '../../platform/graphql/scalars.js';
import { READS } from '../../platform/graphql/selected.js';
import { Course } from '../courses/course.entity.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { Exam } from './exam.entity.js';
import { ExamCreateInput, ExamFilter, ExamUpdateInput } from './exam.inputs.js';
import { creatingExam, deletingExam, updatingExam } from './exam.policy.js';
import { examList, readExam } from './exam.reads.js';
import { PER_COEFFICIENT } from './exam.rules.js';
import type { ExamService } from './exam.service.js';

export const ExamConnection = connectionOf('Exam', () => Exam);

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of an exam.' })
class ExamPayload extends Payload {
  @Field(() => Exam, { nullable: true, description: 'The exam after the change.' })
  exam?: Row<Exam>;
}

const canUpdate = permitting(updatingExam);

@Resolver(() => Exam)
export class ExamResolver {
  constructor(private readonly service: ExamService) {}

  @Access('exam:read')
  @Query(() => ExamConnection.type, {
    description:
      'The exams that the viewer may see, the latest first: those of classes that they are in or teach, and those they have a grade in.',
  })
  exams(
    @Viewer() viewer: Actor,
    @Arg('filter', () => ExamFilter, { nullable: true, description: 'Which.' }) filter: ExamFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source }: Context,
  ): Page<Row<Exam>> {
    return pageOf(source, examList({ source, viewer }, filter), page);
  }

  @Access('exam:read')
  @Query(() => Exam, { nullable: true, description: 'One exam; null where there is none with this id that the viewer may see.' })
  exam(
    @Viewer() viewer: Actor,
    @Arg('id', () => Id, { description: 'Of the exam.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<Exam> | null> {
    return readExam(loaders, viewer, id);
  }

  @Access(creatingExam)
  @Mutation(() => ExamPayload, { description: 'Adds an exam to a class, about a course; for those who teach the class.' })
  async examCreate(@Viewer() actor: Actor, @Arg('input', () => ExamCreateInput) input: ExamCreateInput): Promise<ExamPayload> {
    return { exam: await this.service.create(actor, input) };
  }

  @Access(updatingExam)
  @Mutation(() => ExamPayload, { description: 'Changes an exam; with another coefficient its grades count otherwise at once.' })
  async examUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the exam.' }) id: string,
    @Arg('input', () => ExamUpdateInput) input: ExamUpdateInput,
  ): Promise<ExamPayload> {
    return { exam: await this.service.update(actor, id, input) };
  }

  @Access(deletingExam)
  @Mutation(() => DeletePayload, { description: 'Deletes an exam in which nobody has a grade.' })
  async examDelete(@Viewer() actor: Actor, @Arg('id', () => Id, { description: 'Of the exam.' }) id: string): Promise<DeletePayload> {
    return { deletedId: await this.service.delete(actor, id) };
  }

  @Extensions({ [READS]: ['coefficientHundredths'] })
  @FieldResolver(() => Decimal, { description: 'How much it counts in averages.' })
  coefficient(@Root() { coefficientHundredths }: Row<Exam>): string {
    return decimalOf(coefficientHundredths, PER_COEFFICIENT);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change it.' })
  viewerCanUpdate(@Root() exam: Row<Exam>, @Ctx() context: Context): boolean | Promise<boolean> {
    return canUpdate(context, exam);
  }
}

@Resolver(() => ClassGroup)
export class ClassGroupExamsResolver {
  @FieldResolver(() => ExamConnection.type, { description: 'Its exams, as far as the viewer may see them, the latest first.' })
  exams(
    @Root() { id }: Row<ClassGroup>,
    @Viewer() viewer: Actor,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<Exam>> {
    return loaders.page(examList({ source, viewer }), text('e.class_group_id'), id, page);
  }
}

@Resolver(() => Course)
export class CourseExamsResolver {
  @FieldResolver(() => ExamConnection.type, { description: 'The exams about it, as far as the viewer may see them, the latest first.' })
  exams(
    @Root() { id }: Row<Course>,
    @Viewer() viewer: Actor,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<Exam>> {
    return loaders.page(examList({ source, viewer }), text('e.course_id'), id, page);
  }
}

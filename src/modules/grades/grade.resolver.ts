import { Arg, Args, ArgsType, Ctx, Extensions, Field, FieldResolver, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import type { Page } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { decimalOf } from '../../platform/decimal.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { permitting } from '../../platform/graphql/permitting.js';
import { DateTime, Decimal, Id } from '../../platform/graphql/scalars.js';
import { READS } from '../../platform/graphql/selected.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import { User } from '../accounts/user.entity.js';
import { loadAverage, loadExamAverage, loadRank } from './average.reads.js';
import { Exam } from './exam.entity.js';
import { seeingGrades, seeingResults, settingGrade } from './exam.policy.js';
import { Grade, GradeEntry } from './grade.entity.js';
import { gradesOfExams, gradesOfLearners, loadGrade, loadHistory } from './grade.reads.js';
import { PER_POINT } from './grade.rules.js';
import type { GradeService } from './grade.service.js';

export const GradeConnection = connectionOf('Grade', () => Grade);

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of a grade.' })
class GradePayload extends Payload {
  @Field(() => Grade, { nullable: true, description: 'The grade after the change.' })
  grade?: Row<Grade>;
}

@ArgsType()
class GradeArgs {
  @Field(() => Id, { description: 'Of the exam.' })
  examId!: string;

  @Field(() => Id, { description: 'Of the learner.' })
  learnerId!: string;
}

@ArgsType()
class GradeSetArgs extends GradeArgs {
  @Field(() => Decimal, { nullable: true, description: 'What they got: 0 to 20 by steps of 0.25. Either this, or that they were absent.' })
  value?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True for who was absent and has no value.' })
  absent?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Up to 2,000 characters; null for none. Left out, it stays as it is.' })
  comment?: string | null;
}

const seesResults = permitting(seeingResults);

@Resolver(() => Grade)
export class GradeResolver {
  constructor(private readonly service: GradeService) {}

  @Access(settingGrade)
  @Mutation(() => GradePayload, {
    description: 'Sets what a learner, who is in the class of the exam, got in it; the earlier value is in its history.',
  })
  async gradeSet(@Viewer() actor: Actor, @Args(() => GradeSetArgs) given: GradeSetArgs): Promise<GradePayload> {
    return { grade: await this.service.set(actor, given) };
  }

  @Access(settingGrade)
  @Mutation(() => DeletePayload, { description: 'Takes a grade away that was set by mistake, with its history.' })
  async gradeClear(@Viewer() actor: Actor, @Args(() => GradeArgs) place: GradeArgs): Promise<DeletePayload> {
    return { deletedId: await this.service.clear(actor, place) };
  }

  @Extensions({ [READS]: ['quarters'] })
  @FieldResolver(() => Decimal, { nullable: true, description: 'From 0 to 20, by steps of 0.25; null for who was absent.' })
  value(@Root() { quarters }: Row<Grade>): string | null {
    return valueIn(quarters);
  }

  @Extensions({ [READS]: ['id'] })
  @FieldResolver(() => [GradeEntry], { description: 'How it was set, the latest first, at most 100.' })
  history(@Root() { id }: Row<Grade>, @Ctx() { loaders }: Context): Promise<readonly Row<GradeEntry>[]> {
    return loadHistory(loaders, id);
  }
}

@Resolver(() => GradeEntry)
export class GradeEntryResolver {
  @Extensions({ [READS]: ['createdAt'] })
  @FieldResolver(() => DateTime, { description: 'When it was set.' })
  at(@Root() { createdAt }: Row<GradeEntry>): Instant {
    return createdAt;
  }

  @Extensions({ [READS]: ['quarters'] })
  @FieldResolver(() => Decimal, { nullable: true, description: 'From 0 to 20, by steps of 0.25; null for who was absent.' })
  value(@Root() { quarters }: Row<GradeEntry>): string | null {
    return valueIn(quarters);
  }
}

@Resolver(() => Exam)
export class ExamGradesResolver {
  @VisibleTo(seeingGrades)
  @FieldResolver(() => GradeConnection.type, { nullable: true, description: 'Who got what, by name; for those who teach the class.' })
  grades(@Root() { id }: Row<Exam>, @Args(() => PageArgs) page: PageArgs, @Ctx() { source, loaders }: Context): Page<Row<Grade>> {
    return loaders.page(gradesOfExams(source), text('g.exam_id'), id, page);
  }

  @VisibleTo(seeingGrades)
  @FieldResolver(() => Decimal, {
    nullable: true,
    description:
      'The mean of what was got, rounded half up to two decimals; null where nobody got anything. For those who teach the class.',
  })
  average(@Root() { id }: Row<Exam>, @Ctx() { loaders }: Context): Promise<string | null> {
    return loadExamAverage(loaders, id);
  }

  @FieldResolver(() => Grade, { nullable: true, description: 'What the viewer got.' })
  viewerGrade(@Root() { id }: Row<Exam>, @Viewer() viewer: Actor, @Ctx() { loaders }: Context): Promise<Row<Grade> | null> {
    return loadGrade(loaders, id, viewer.id);
  }
}

@Resolver(() => User)
export class UserGradesResolver {
  @FieldResolver(() => GradeConnection.type, {
    description:
      'What they got, as far as the viewer may see it, that of the latest exam first: their own, and in classes that one teaches.',
  })
  grades(
    @Root() { id }: Row<User>,
    @Viewer() viewer: Actor,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<Grade>> {
    return loaders.page(gradesOfLearners({ source, viewer }), text('g.learner_id'), id, page);
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description:
      'The average, by coefficients, of the grades that the viewer may see, rounded half up to two decimals; null without any. Absences do not count.',
  })
  average(@Root() { id }: Row<User>, @Viewer() viewer: Actor, @Ctx() { loaders }: Context): Promise<string | null> {
    return loadAverage(loaders, viewer, id);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Their rank in a class by the average in its exams; the same average is the same rank: 1, 1, 3. Null without an average; for themselves and those who teach the class.',
  })
  async rank(
    @Root() { id }: Row<User>,
    @Viewer() viewer: Actor,
    @Arg('classGroupId', () => Id, { description: 'Of the class.' }) classGroupId: string,
    @Ctx() context: Context,
  ): Promise<number | null> {
    const isSeen = id === viewer.id || (await seesResults(context, { id: classGroupId }));
    return isSeen ? loadRank(context.loaders, classGroupId, id) : null;
  }
}

function valueIn(quarters: number | null): string | null {
  return quarters === null ? null : decimalOf(quarters, PER_POINT);
}

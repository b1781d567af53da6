import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import { checkFirst } from '../../platform/database/page.js';
import { Context } from '../../platform/graphql/context.js';
import { Decimal } from '../../platform/graphql/scalars.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import { User } from '../accounts/user.entity.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { loadRanking, loadResults, type Place } from './average.reads.js';
import { BANDS } from './average.rules.js';
import { seeingResults } from './exam.policy.js';

@ObjectType({ simpleResolvers: true, description: 'A learner and their rank in a class.' })
export class RankedLearner {
  @Field(() => Int, { description: 'From 1 on; the same for the same average: 1, 1, 3.' })
  rank!: number;

  @Field(() => Decimal, { description: 'Their average, by coefficients, in the exams of the class, rounded half up to two decimals.' })
  average!: string;

  @Field(() => User, { description: 'Who.' })
  learner?: Row<User>;
}

@Resolver(() => RankedLearner)
export class RankedLearnerResolver {
  @FieldResolver(() => User)
  learner(@Root() { learnerId }: Place, @Ctx() { loaders }: Context): Promise<Row<User> | null> {
    return loaders.load(User, learnerId);
  }
}

@ObjectType({ simpleResolvers: true, description: 'How many learners of a class have an average in a quarter of the scale.' })
export class GradeBand {
  @Field(() => Int, { description: 'From here on: whoever has this average is in it.' })
  from!: number;

  @Field(() => Int, { description: 'Up to here: whoever has this average is in the next; 20 itself is in the last.' })
  to!: number;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

/** What the grades of a class come to. Everybody counts who has a grade in one of its exams, also after they left it. */
@Resolver(() => ClassGroup)
export class ClassResultsResolver {
  @VisibleTo(seeingResults)
  @FieldResolver(() => Decimal, {
    nullable: true,
    description:
      'The mean of its learners’ averages, each by coefficients over its exams, rounded half up to two decimals once; null where nobody has one. Whoever has a grade in one of its exams counts, also after they left it. For those who teach it.',
  })
  async average(@Root() { id }: Row<ClassGroup>, @Ctx() { loaders }: Context): Promise<string | null> {
    return (await loadResults(loaders, id)).average;
  }

  @VisibleTo(seeingResults)
  @FieldResolver(() => [RankedLearner], {
    nullable: true,
    description: 'The best averages in its exams; those who share a rank are in the order of their names. For those who teach it.',
  })
  ranking(
    @Root() { id }: Row<ClassGroup>,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many: 1 to 100.' }) first: number,
    @Ctx() { loaders }: Context,
  ): Promise<readonly Place[]> {
    checkFirst({ first });
    return loadRanking(loaders, id, first);
  }

  @VisibleTo(seeingResults)
  @FieldResolver(() => [GradeBand], {
    nullable: true,
    description:
      'How many of its learners’ averages, before they are rounded, lie in each quarter of the scale: from 0 to below 5, 5 to below 10, 10 to below 15, and 15 to 20. For those who teach it.',
  })
  async gradeDistribution(@Root() { id }: Row<ClassGroup>, @Ctx() { loaders }: Context): Promise<GradeBand[]> {
    const { counts } = await loadResults(loaders, id);
    return BANDS.map((band, i) => ({ ...band, count: counts[i] ?? 0 }));
  }
}

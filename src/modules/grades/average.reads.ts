import { type Actor, may } from '../../platform/access/actor.js';
import { allowedBy, type Reading } from '../../platform/access/list.js';
import type { Loaders } from '../../platform/database/loaders.js';
import { anyOf, type OneOf, oneOf, type Sql, sql, text } from '../../platform/database/sql.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { LearnerOrderField } from '../organizations/learner.inputs.js';
import { alsoOrderLearners, type LearnerReading } from '../organizations/learner.reads.js';
import { averageOf, BANDS, meanOf, type Sum, type SumOfMany } from './average.rules.js';
import { seeingResults } from './exam.policy.js';
import { PER_POINT } from './grade.rules.js';

/** Of the grades `g` and their exams `e`: whole numbers. */
const POINTS = text('sum(g.quarters * e.coefficient_hundredths)');
const WEIGHT = text('sum(e.coefficient_hundredths)');

/**
 * What averages are ordered by, and told to be the same by. Both databases divide two whole numbers into the double that is nearest to the
 * quotient: equal averages are one double. Different ones are two while the weights are below 2^23, since they lie farther apart than two
 * doubles on this scale. The most exams of a class with the largest coefficient have 5,000,000.
 */
const AVERAGE = sql`cast(${POINTS} as double precision) / ${WEIGHT}`;

/** More are looked at where it keeps nobody waiting. */
const MANY = 20_000;

/** Holds for the grades `g` in exams `e` that the viewer may see: their own, and those of the classes whose results they see. */
export function seenGrades({ source, viewer }: Reading): Sql {
  if (!viewer) return text('1 = 0');
  if (may(viewer, seeingResults.permission)) return text('1 = 1');
  const seen = allowedBy(seeingResults, { source, viewer }, { entity: ClassGroup, alias: 'c' });
  return anyOf([sql`g.learner_id = ${viewer.id}`, sql`e.class_group_id in (select c.id from class_groups c where ${seen})`]);
}

alsoOrderLearners(LearnerOrderField.AVERAGE, reading => ({
  column: sql`(select ${AVERAGE} from grades g join exams e on e.id = g.exam_id
    where g.learner_id = u.id and g.quarters is not null and ${seenGrades(reading)}${inClass(reading)})`,
  property: 'average',
  computed: true,
  takesTime: true,
  nullable: true,
  real: true,
}));

function inClass({ classGroupId }: LearnerReading): Sql {
  return classGroupId ? sql` and e.class_group_id = ${classGroupId}` : text('');
}

/** A learner's average over all grades that the viewer may see, in one statement for all learners asked for at once; null without any. */
export function loadAverage(loaders: Loaders, viewer: Actor, learnerId: string): Promise<string | null> {
  return loaders.batch(`averages for ${viewer.id}`, learnerId, async ids => {
    const { source } = loaders;
    const sums = await source.rows<Sum & { learnerId: string }>(
      sql`select g.learner_id as "learnerId", ${POINTS} as points, ${WEIGHT} as weight from grades g join exams e on e.id = g.exam_id
        where g.learner_id ${oneOf(ids)} and g.quarters is not null and ${seenGrades({ source, viewer })} group by g.learner_id`,
    );
    const byLearner = new Map(sums.map(it => [it.learnerId, averageOf(it)]));
    return ids.map(id => byLearner.get(id) ?? null);
  });
}

/** The mean of what was got in an exam, in one statement for all exams asked for at once; null where nobody got anything. */
export function loadExamAverage(loaders: Loaders, examId: string): Promise<string | null> {
  return loaders.batch('averages of exams', examId, async ids => {
    const sums = await loaders.source.rows<Sum & { examId: string }>(
      sql`select g.exam_id as "examId", sum(g.quarters) as points, count(*) as weight from grades g
        where g.exam_id ${oneOf(ids)} and g.quarters is not null group by g.exam_id`,
    );
    const byExam = new Map(sums.map(it => [it.examId, averageOf(it)]));
    return ids.map(id => byExam.get(id) ?? null);
  });
}

/** The number of the band that an average lies in: it is below so many points where the sum is below so many times the weight. */
const BAND = text(
  `case ${BANDS.map(({ to }, i) => `when points < ${to * PER_POINT} * weight then ${i}`).join(' ')} else ${BANDS.length - 1} end`,
);

/** What the learners of a class came to in its exams: the mean of their averages, and how many of these lie in each band. */
export interface ClassResults {
  readonly average: string | null;
  readonly counts: readonly number[];
}

interface Group extends SumOfMany {
  readonly classGroupId: string;
  readonly band: number;
}

/** The results of a class, in one statement for all classes asked for at once. */
export function loadResults(loaders: Loaders, classGroupId: string): Promise<ClassResults> {
  return loaders.batch('results of classes', classGroupId, async ids => {
    const groups = await loaders.source.rowsOfMany<Group>(
      sql`select "classGroupId", weight, band, cast(sum(points) as bigint) as points, count(*) as learners
        from (select "classGroupId", points, weight, ${BAND} as band from (${sumsIn(oneOf(ids))}) sums) banded
        group by "classGroupId", weight, band`,
      manyIn(oneOf(ids)),
    );
    const byClass = Map.groupBy(groups, it => it.classGroupId);
    return ids.map(id => resultsOf(byClass.get(id) ?? []));
  });
}

function resultsOf(groups: readonly Group[]): ClassResults {
  const countIn = (band: number) => groups.reduce((count, it) => count + (it.band === band ? it.learners : 0), 0);
  return { average: meanOf(groups), counts: BANDS.map((_, band) => countIn(band)) };
}

/** Somebody's place among those who have an average in a class. */
export interface Place {
  readonly rank: number;
  readonly average: string;
  readonly learnerId: string;
}

/** The first places of a class, those who share a rank by name; in one statement for all classes asked for at once. */
export function loadRanking(loaders: Loaders, classGroupId: string, first: number): Promise<readonly Place[]> {
  return loaders.batch(`ranking of ${first}`, classGroupId, async ids => {
    const rows = await loaders.source.rowsOfMany<Ranked>(
      sql`select * from (select "classGroupId", "learnerId", points, weight, rank() over (partition by "classGroupId" order by average desc) as rank,
          row_number() over (partition by "classGroupId" order by average desc, u.last_name, u.first_name, u.id) as place
          from (${sumsIn(oneOf(ids))}) sums join users u on u.id = "learnerId") ranked
        where place <= ${first} order by "classGroupId", place`,
      manyIn(oneOf(ids)),
    );
    const byClass = Map.groupBy(rows, it => it.classGroupId);
    return ids.map(id => (byClass.get(id) ?? []).map(it => ({ rank: it.rank, learnerId: it.learnerId, average: averageOf(it) })));
  });
}

interface Ranked extends Sum {
  readonly classGroupId: string;
  readonly learnerId: string;
  readonly rank: number;
}

/** A learner's rank in a class, in one statement for all learners asked for at once; null for who has no average there. */
export function loadRank(loaders: Loaders, classGroupId: string, learnerId: string): Promise<number | null> {
  return loaders.batch(`ranks in ${classGroupId}`, learnerId, async ids => {
    const rows = await loaders.source.rowsOfMany<Pick<Ranked, 'learnerId' | 'rank'>>(
      sql`select "learnerId", rank from (select "learnerId", rank() over (order by average desc) as rank
        from (${sumsIn(oneOf([classGroupId]))}) sums) ranked where "learnerId" ${oneOf(ids)}`,
      manyIn(oneOf([classGroupId])),
    );
    const byLearner = new Map(rows.map(it => [it.learnerId, it.rank]));
    return ids.map(id => byLearner.get(id) ?? null);
  });
}

/** What each learner came to in the exams of some classes, whether or not they are still in them. */
function sumsIn(classGroupIds: OneOf): Sql {
  return sql`select e.class_group_id as "classGroupId", g.learner_id as "learnerId", ${POINTS} as points, ${WEIGHT} as weight, ${AVERAGE} as average
    from exams e join grades g on g.exam_id = e.id where e.class_group_id ${classGroupIds} and g.quarters is not null
    group by e.class_group_id, g.learner_id`;
}

function manyIn(classGroupIds: OneOf): Sql {
  return sql`select 1 from exams e join grades g on g.exam_id = e.id where e.class_group_id ${classGroupIds} ${text(`limit 1 offset ${MANY}`)}`;
}

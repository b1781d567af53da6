import { Field, InputType, Int } from 'type-graphql';
import { Decimal, Id, LocalDate } from '../../platform/graphql/scalars.js';
import { ExamKind } from './exam.entity.js';

@InputType({ description: 'A new exam.' })
export class ExamCreateInput {
  @Field(() => Id, { description: 'What it is about: a course that one sees.' })
  courseId!: string;

  @Field(() => Id, { description: 'Whose learners are graded.' })
  classGroupId!: string;

  @Field(() => String, { description: '1 to 200 characters.' })
  title!: string;

  @Field(() => ExamKind, { description: 'What is done.' })
  kind!: ExamKind;

  @Field(() => Decimal, { defaultValue: '1', description: 'How much it counts: more than 0, at most 100, with up to two decimals.' })
  coefficient!: string;

  @Field(() => String, { description: 'The day: YYYY-MM-DD.' })
  date!: string;
}

@InputType({ description: 'What is to change of an exam; what is left out stays.' })
export class ExamUpdateInput {
  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  title?: string;

  @Field(() => ExamKind, { nullable: true, description: 'What is done.' })
  kind?: ExamKind;

  @Field(() => Decimal, { nullable: true, description: 'How much it counts: more than 0, at most 100, with up to two decimals.' })
  coefficient?: string | null;

  @Field(() => String, { nullable: true, description: 'The day: YYYY-MM-DD.' })
  date?: string;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}

@InputType({ description: 'Which exams, of those that the viewer may see; every condition that is given must hold.' })
export class ExamFilter {
  @Field(() => Id, { nullable: true, description: 'About this course.' })
  courseId?: string | null;

  @Field(() => Id, { nullable: true, description: 'Of this class.' })
  classGroupId?: string | null;

  @Field(() => ExamKind, { nullable: true, description: 'Of this kind.' })
  kind?: ExamKind | null;

  @Field(() => LocalDate, { nullable: true, description: 'On this day or later.' })
  from?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'On this day or before.' })
  to?: string | null;
}

import { Check, Entity, Enum, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsEnum, IsInt, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { Obeys } from '../../platform/database/validation.js';
import { LocalDate } from '../../platform/graphql/scalars.js';
import { Course } from '../courses/course.entity.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { dateRule } from './exam.rules.js';

export enum ExamKind {
  EXAM = 'EXAM',
  TECH_DEMO = 'TECH_DEMO',
}

registerEnumType(ExamKind, {
  name: 'ExamKind',
  description: 'What learners are graded for.',
  valuesConfig: {
    EXAM: { description: 'Questions that they answer.' },
    TECH_DEMO: { description: 'Something that they made, and show.' },
  },
});

/** Of one hundred, in hundredths. With it and the most exams of a class, doubles tell any two averages in a class apart: see `AVERAGE`. */
const LARGEST_COEFFICIENT = 10_000;

@Entity({ tableName: 'exams' })
@Index({ properties: ['classGroupId', 'date', 'id'] })
@Index({ properties: ['date', 'id'] })
@Check({ name: 'exams_count', expression: `coefficient_hundredths >= 1 and coefficient_hundredths <= ${LARGEST_COEFFICIENT}` })
@Check({ name: 'exams_date_form', expression: 'length(date) = 10' })
@Obeys<Exam>(dateRule)
@ObjectType({ simpleResolvers: true, description: 'What the learners of a class are graded for in a course.' })
export class Exam extends Editable {
  @BelongsTo(() => Course, { description: 'What it is about.' })
  courseId!: string;

  @BelongsTo(() => ClassGroup, { description: 'Whose learners are graded.', index: false })
  classGroupId!: string;

  @Property({ length: 200 })
  @MinLength(1)
  @MaxLength(200)
  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Enum({ items: () => ExamKind })
  @IsEnum(ExamKind)
  @Field(() => ExamKind, { description: 'What is done.' })
  kind!: ExamKind;

  /** Exact, and summed by the database. */
  @Property({ type: 'integer' })
  @IsInt()
  @Min(1)
  @Max(LARGEST_COEFFICIENT)
  coefficientHundredths!: number;

  @Property({ length: 10 })
  @Field(() => LocalDate, { description: 'The day.' })
  date!: string;
}

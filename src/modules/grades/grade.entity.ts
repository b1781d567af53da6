import { Check, Entity, Index, Property, Unique } from '@mikro-orm/decorators/legacy';
import { IsInt, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, ObjectType } from 'type-graphql';
import { Unaudited } from '../../platform/audit/audited.js';
import { nameUnique } from '../../platform/database/constraints.js';
import { BelongsTo, Editable, Stored } from '../../platform/database/entity.js';
import { User } from '../accounts/user.entity.js';
import { Exam } from './exam.entity.js';

/** Twenty, in quarters of a point. */
const BEST_QUARTERS = 80;
const LONGEST_COMMENT = 2_000;
/** Who was absent has no value, which is not the value zero. */
const VALUE_OR_ABSENT = '(quarters is null) = absent';
const ON_THE_SCALE = `quarters >= 0 and quarters <= ${BEST_QUARTERS}`;

@Entity({ tableName: 'grades' })
@Unique({ properties: ['examId', 'learnerId'] })
// These hold all that averages are computed from, so that no row has to be looked at.
@Index({ properties: ['examId', 'learnerId', 'quarters'] })
@Index({ properties: ['learnerId', 'examId', 'quarters'] })
@Check({ name: 'grades_value_or_absent', expression: VALUE_OR_ABSENT })
@Check({ name: 'grades_on_the_scale', expression: ON_THE_SCALE })
@ObjectType({ simpleResolvers: true, description: 'What a learner got in an exam, or that they were absent.' })
export class Grade extends Editable {
  @BelongsTo(() => Exam, { description: 'In what.', index: false })
  examId!: string;

  @BelongsTo(() => User, { description: 'Who.', index: false })
  learnerId!: string;

  /** Exact, and summed by the database. */
  @Property({ type: 'integer', nullable: true })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(BEST_QUARTERS)
  quarters: number | null = null;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether they were absent: then there is no value, and it counts in no average.' })
  absent: boolean = false;

  @Property({ type: 'text', nullable: true })
  @IsOptional()
  @MaxLength(LONGEST_COMMENT)
  @Field(() => String, { nullable: true, description: 'What the teacher says to it.' })
  comment: string | null = null;
}

nameUnique('grades', ['exam_id', 'learner_id'], 'learnerId');

@Unaudited('It is a record itself, of a grade that is audited.')
@Entity({ tableName: 'grade_entries' })
@Unique({ properties: ['gradeId', 'number'] })
@Check({ name: 'grade_entries_value_or_absent', expression: VALUE_OR_ABSENT })
@Check({ name: 'grade_entries_on_the_scale', expression: ON_THE_SCALE })
@ObjectType({ simpleResolvers: true, description: 'That a grade was set.' })
export class GradeEntry extends Stored {
  @BelongsTo(() => Grade, { deleteRule: 'cascade', index: false })
  gradeId!: string;

  /** Counts the entries of a grade from 1 on; the database refuses one twice. */
  @Property({ type: 'integer' })
  number!: number;

  @Property({ type: 'integer', nullable: true })
  quarters: number | null = null;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether they were absent.' })
  absent: boolean = false;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'What the teacher said to it.' })
  comment: string | null = null;

  @BelongsTo(() => User, { description: 'Who set it.' })
  authorId!: string;
}

import { Check, Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsInt, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, Int, ObjectType } from 'type-graphql';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { User } from '../accounts/user.entity.js';
import { Enrolment } from './enrolment.entity.js';

@Entity({ tableName: 'progress_entries' })
@Check({ name: 'progress_entries_in_percent', expression: 'percent >= 0 and percent <= 100' })
@Index({ properties: ['enrolmentId', 'createdAt', 'id'] })
@ObjectType({ simpleResolvers: true, description: 'How far a learner had come at some time.' })
export class ProgressEntry extends Stored {
  @BelongsTo(() => Enrolment, { index: false })
  enrolmentId!: string;

  @Property({ type: 'integer' })
  @IsInt()
  @Min(0)
  @Max(100)
  @Field(() => Int, { description: 'How much they had done, in percent.' })
  percent!: number;

  @Property({ type: 'text', nullable: true })
  @IsOptional()
  @MaxLength(2_000)
  @Field(() => String, { nullable: true, description: 'What was said of it.' })
  note: string | null = null;

  @BelongsTo(() => User, { description: 'Who wrote it down.' })
  authorId!: string;
}

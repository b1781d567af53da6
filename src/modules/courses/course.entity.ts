import { Check, Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsInt, IsOptional, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Field, Int, ObjectType } from 'type-graphql';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { User } from '../accounts/user.entity.js';

/** A thousand hours. */
const LONGEST_MINUTES = 60_000;

@Entity({ tableName: 'courses' })
@Index({ properties: ['title', 'id'] })
@Check({ name: 'courses_takes_time', expression: 'duration_minutes >= 1' })
@ObjectType({ simpleResolvers: true, description: 'What can be learned.' })
export class Course extends Editable {
  @Property({ length: 200 })
  @MinLength(3)
  @MaxLength(200)
  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Property({ type: 'text', nullable: true })
  @IsOptional()
  @MaxLength(5_000)
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description: string | null = null;

  @Property({ type: 'text', nullable: true })
  @IsOptional()
  @MaxLength(5_000)
  @Field(() => String, { nullable: true, description: 'What one can do afterwards.' })
  objectives: string | null = null;

  @Property({ type: 'integer' })
  @IsInt()
  @Min(1)
  @Max(LONGEST_MINUTES)
  @Field(() => Int, { description: 'How long it takes.' })
  durationMinutes!: number;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether everybody sees it; else only who has to do with it.' })
  published: boolean = false;

  @BelongsTo(() => User, { description: 'Whose course it is: who manages it beside those who manage all.' })
  ownerId!: string;
}

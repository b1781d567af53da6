import { Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsNumber, IsOptional, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Field, Float, ObjectType } from 'type-graphql';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import { User } from '../accounts/user.entity.js';
import { seeingBudget } from './department.policy.js';
import { Site } from './site.entity.js';

@Entity({ tableName: 'departments' })
@ObjectType({ simpleResolvers: true, description: 'A part of the organisation at a site, led by a manager.' })
export class Department extends Editable {
  @Property({ length: 200 })
  @Index()
  @MinLength(3)
  @MaxLength(200)
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @BelongsTo(() => Site, { description: 'Where it is.' })
  siteId!: string;

  @BelongsTo(() => User, { description: 'Who leads it: a manager or an administrator.' })
  managerId!: string;

  @Property({ type: 'double', nullable: true })
  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false, maxDecimalPlaces: 2 })
  @Min(0)
  @Max(1e12)
  @Field(() => Float, { nullable: true, description: 'For a year, in the organisation’s currency; for managers and administrators.' })
  @VisibleTo(seeingBudget)
  annualBudget: number | null = null;
}

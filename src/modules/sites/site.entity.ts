import { Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsTimeZone, Matches, MaxLength, MinLength } from 'class-validator';
import { Field, ObjectType } from 'type-graphql';
import { Editable } from '../../platform/database/entity.js';
import { Obeys } from '../../platform/database/validation.js';
import { LocalTime, TimeZone } from '../../platform/graphql/scalars.js';
import { hoursRule, LOCAL_TIME } from '../../platform/time/opening-hours.js';

@Entity({ tableName: 'sites' })
@Obeys<Site>(hoursRule)
@ObjectType({ simpleResolvers: true, description: 'A place of the organisation, with its own opening hours and time zone.' })
export class Site extends Editable {
  @Property({ length: 200 })
  @Index()
  @MinLength(3)
  @MaxLength(200)
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Property({ length: 500 })
  @MinLength(1)
  @MaxLength(500)
  @Field(() => String, { description: 'Where it is.' })
  address!: string;

  @Property({ length: 64 })
  @IsTimeZone()
  @Matches(/^[a-z]/i, { message: 'timeZone must be a name, not an offset' })
  @MaxLength(64)
  @Field(() => TimeZone, { description: 'IANA name, such as Europe/Paris: its days and opening hours are meant in it.' })
  timeZone!: string;

  @Property({ length: 5 })
  @Matches(LOCAL_TIME)
  @Field(() => LocalTime, { description: 'When it opens, every day.' })
  opensAt!: string;

  @Property({ length: 5 })
  @Matches(LOCAL_TIME)
  @Field(() => LocalTime, { description: 'When it closes, every day; 00:00 is the midnight that ends the day.' })
  closesAt!: string;
}

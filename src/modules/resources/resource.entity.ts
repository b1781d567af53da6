import { Embeddable, Embedded, Entity, Enum, Index, Property, Unique } from '@mikro-orm/decorators/legacy';
import { ArrayMaxSize, IsInt, IsNumber, IsOptional, IsUrl, Matches, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { nameUnique } from '../../platform/database/constraints.js';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { Obeys } from '../../platform/database/validation.js';
import { WEB_URL } from '../../platform/formats.js';
import { LocalTime, Url } from '../../platform/graphql/scalars.js';
import { LOCAL_TIME } from '../../platform/time/opening-hours.js';
import { Site } from '../sites/site.entity.js';
import { resourceRules } from './resource.rules.js';

export enum ResourceKind {
  ROOM = 'ROOM',
  EQUIPMENT = 'EQUIPMENT',
  VEHICLE = 'VEHICLE',
}

registerEnumType(ResourceKind, {
  name: 'ResourceKind',
  description: 'What a resource is; some rules depend on it.',
  valuesConfig: {
    ROOM: { description: 'Bound to opening hours; at most 8 hours at a time.' },
    EQUIPMENT: { description: 'May be out overnight; at most 8 hours at a time.' },
    VEHICLE: { description: 'May be out overnight; at most 24 hours at a time.' },
  },
});

export enum ResourceState {
  ACTIVE = 'ACTIVE',
  MAINTENANCE = 'MAINTENANCE',
  OUT_OF_SERVICE = 'OUT_OF_SERVICE',
}

registerEnumType(ResourceState, {
  name: 'ResourceState',
  description: 'Whether a resource can be used.',
  valuesConfig: {
    ACTIVE: { description: 'It can be reserved.' },
    MAINTENANCE: { description: 'It is being looked after.' },
    OUT_OF_SERVICE: { description: 'It cannot be used.' },
  },
});

@Embeddable()
@ObjectType({ simpleResolvers: true, description: 'Where in a site a resource is.' })
export class Location {
  @Property({ length: 100, nullable: true, type: 'string' })
  @IsOptional()
  @MaxLength(100)
  @Field(() => String, { nullable: true, description: 'The building.' })
  building: string | null = null;

  @Property({ length: 50, nullable: true, type: 'string' })
  @IsOptional()
  @MaxLength(50)
  @Field(() => String, { nullable: true, description: 'The floor.' })
  floor: string | null = null;

  @Property({ length: 50, nullable: true, type: 'string' })
  @IsOptional()
  @MaxLength(50)
  @Field(() => String, { nullable: true, description: 'What stands on the door.' })
  number: string | null = null;
}

@Entity({ tableName: 'resources' })
@Unique({ properties: ['siteId', 'name'] })
@Index({ properties: ['name', 'id'] })
@Obeys<Resource>(resourceRules)
@ObjectType({ simpleResolvers: true, description: 'Something that is shared: a room, a piece of equipment, a vehicle.' })
export class Resource extends Editable {
  @Property({ length: 200 })
  @MinLength(3)
  @MaxLength(200)
  @Field(() => String, { description: 'What it is called; unique at its site.' })
  name!: string;

  @Enum({ items: () => ResourceKind })
  @Field(() => ResourceKind, { description: 'What it is.' })
  kind!: ResourceKind;

  @Property({ type: 'integer' })
  @IsInt()
  @Min(1)
  @Max(100_000)
  @Field(() => Int, { description: 'How many people it is for, at most.' })
  capacity!: number;

  @Property({ type: 'text', nullable: true })
  @IsOptional()
  @MaxLength(5_000)
  @Field(() => String, { nullable: true, description: 'What there is to know of it.' })
  description: string | null = null;

  @Property({ type: 'json' })
  @ArrayMaxSize(50)
  @MinLength(1, { each: true })
  @MaxLength(100, { each: true })
  @Field(() => [String], { description: 'What it has: a projector, a whiteboard, four-wheel drive.' })
  features: string[] = [];

  @BelongsTo(() => Site, { description: 'Where it belongs.' })
  siteId!: string;

  @Embedded(() => Location)
  @ValidateNested()
  @Field(() => Location, { description: 'Where in the site it is.' })
  location: Location = new Location();

  @Enum({ items: () => ResourceState })
  @Field(() => ResourceState, { description: 'Whether it can be used.' })
  state: ResourceState = ResourceState.ACTIVE;

  @Property({ length: 5, nullable: true, type: 'string' })
  @IsOptional()
  @Matches(LOCAL_TIME)
  @Field(() => LocalTime, { nullable: true, description: 'When a room opens, every day; without it the hours of its site hold.' })
  opensAt: string | null = null;

  @Property({ length: 5, nullable: true, type: 'string' })
  @IsOptional()
  @Matches(LOCAL_TIME)
  @Field(() => LocalTime, { nullable: true, description: 'When a room closes, every day; 00:00 is the midnight that ends the day.' })
  closesAt: string | null = null;

  @Property({ type: 'json' })
  @ArrayMaxSize(20)
  @IsUrl(WEB_URL, { each: true })
  @MaxLength(2_000, { each: true })
  @Field(() => [Url], { description: 'Pictures of it.' })
  images: string[] = [];

  @Property({ type: 'double', nullable: true })
  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false, maxDecimalPlaces: 2 })
  @Min(0)
  @Max(1e9)
  @Field(() => Float, { nullable: true, description: 'What an hour costs, in the organisation’s currency.' })
  hourlyRate: number | null = null;
}

nameUnique('resources', ['site_id', 'name'], 'name');

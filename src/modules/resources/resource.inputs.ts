import { Field, Float, InputType, Int, registerEnumType } from 'type-graphql';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Id, LocalTime } from '../../platform/graphql/scalars.js';
import { ResourceKind, ResourceState } from './resource.entity.js';

@InputType({ description: 'Where in the site a resource is.' })
export class LocationInput {
  @Field(() => String, { nullable: true, description: 'The building.' })
  building?: string | null;

  @Field(() => String, { nullable: true, description: 'The floor.' })
  floor?: string | null;

  @Field(() => String, { nullable: true, description: 'What stands on the door.' })
  number?: string | null;
}

@InputType({ description: 'A new resource.' })
export class ResourceCreateInput {
  @Field(() => String, { description: '3 to 200 characters, unique at its site.' })
  name!: string;

  @Field(() => ResourceKind, { description: 'What it is.' })
  kind!: ResourceKind;

  @Field(() => Int, { description: 'How many people it is for; at least 1.' })
  capacity!: number;

  @Field(() => String, { nullable: true, description: 'What there is to know of it.' })
  description?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'What it has.' })
  features!: string[];

  @Field(() => Id, { description: 'Where it belongs.' })
  siteId!: string;

  @Field(() => LocationInput, { nullable: true, description: 'Where in the site it is.' })
  location?: LocationInput | null;

  @Field(() => ResourceState, { defaultValue: ResourceState.ACTIVE, description: 'Whether it can be used.' })
  state!: ResourceState;

  @Field(() => LocalTime, { nullable: true, description: 'Rooms only: when it opens, HH:MM.' })
  opensAt?: string | null;

  @Field(() => LocalTime, { nullable: true, description: 'Rooms only: when it closes, HH:MM.' })
  closesAt?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'URLs of pictures.' })
  images!: string[];

  @Field(() => Float, { nullable: true, description: 'What an hour costs; not negative.' })
  hourlyRate?: number | null;
}

@InputType({ description: 'What is to change of a resource; what is left out stays.' })
export class ResourceUpdateInput {
  @Field(() => String, { nullable: true, description: '3 to 200 characters, unique at its site.' })
  name?: string;

  @Field(() => ResourceKind, { nullable: true, description: 'What it is.' })
  kind?: ResourceKind;

  @Field(() => Int, { nullable: true, description: 'How many people it is for; at least 1.' })
  capacity?: number;

  @Field(() => String, { nullable: true, description: 'What there is to know of it.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'What it has; replaces the whole list.' })
  features?: string[];

  @Field(() => Id, { nullable: true, description: 'Where it belongs.' })
  siteId?: string;

  @Field(() => LocationInput, { nullable: true, description: 'Where in the site it is; replaces the whole.' })
  location?: LocationInput;

  @Field(() => ResourceState, { nullable: true, description: 'Whether it can be used.' })
  state?: ResourceState;

  @Field(() => LocalTime, { nullable: true, description: 'Rooms only: when it opens, HH:MM; null for the hours of its site.' })
  opensAt?: string | null;

  @Field(() => LocalTime, { nullable: true, description: 'Rooms only: when it closes, HH:MM; null for the hours of its site.' })
  closesAt?: string | null;

  @Field(() => [String], { nullable: true, description: 'URLs of pictures; replaces the whole list.' })
  images?: string[];

  @Field(() => Float, { nullable: true, description: 'What an hour costs; null for nothing.' })
  hourlyRate?: number | null;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}

@InputType({ description: 'Which resources; every condition that is given must hold.' })
export class ResourceFilter {
  @Field(() => ResourceKind, { nullable: true, description: 'Of this kind.' })
  kind?: ResourceKind | null;

  @Field(() => Id, { nullable: true, description: 'At this site.' })
  siteId?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the building’s name.' })
  building?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True for the active ones, false for the others.' })
  usable?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'With every one of these features.' })
  features?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'For at least so many people.' })
  minCapacity?: number | null;

  @Field(() => String, { nullable: true, description: 'Part of the name or the description.' })
  search?: string | null;
}

export enum ResourceOrderField {
  NAME = 'NAME',
  CAPACITY = 'CAPACITY',
  KIND = 'KIND',
}

registerEnumType(ResourceOrderField, {
  name: 'ResourceOrderField',
  description: 'What resources can be ordered by.',
  valuesConfig: {
    NAME: { description: 'Name.' },
    CAPACITY: { description: 'Capacity.' },
    KIND: { description: 'Kind, in alphabetical order.' },
  },
});

@InputType({ description: 'How to order resources.' })
export class ResourceOrder {
  @Field(() => ResourceOrderField, { description: 'By what.' })
  field!: ResourceOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
}

import { Collection, type Opt } from '@mikro-orm/core';
import { Embeddable, Embedded, Entity, ManyToOne, OneToMany, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';

/** The app's tables as a tutorial would map them: entities with their relations, exposed as they are. */
@Entity({ tableName: 'sites' })
@ObjectType()
export class Site {
  @PrimaryKey({ type: 'text' })
  @Field(() => ID)
  id!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  name!: string;

  @Property({ type: 'text', fieldName: 'time_zone' })
  @Field(() => String)
  timeZone!: string;

  @Property({ type: 'text', fieldName: 'opens_at' })
  opensAt!: string;

  @Property({ type: 'text', fieldName: 'closes_at' })
  closesAt!: string;
}

@Embeddable()
@ObjectType()
export class Location {
  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  building?: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  floor?: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  number?: string;
}

@Entity({ tableName: 'resources' })
@ObjectType()
export class Resource {
  @PrimaryKey({ type: 'text' })
  @Field(() => ID)
  id!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  name!: string;

  @Property({ type: 'text' })
  @Field(() => String)
  kind!: string;

  @Property({ type: 'integer' })
  @Field(() => Int)
  capacity!: number;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  description?: string;

  @Property({ type: 'json' })
  @Field(() => [String])
  features!: string[];

  @ManyToOne(() => Site, { fieldName: 'site_id' })
  @Field(() => Site)
  site!: Site;

  @Embedded(() => Location)
  @Field(() => Location)
  location!: Location;

  @Property({ type: 'text' })
  @Field(() => String)
  state!: string;

  @Property({ type: 'text', fieldName: 'opens_at', nullable: true })
  @Field(() => String, { nullable: true })
  opensAt?: string;

  @Property({ type: 'text', fieldName: 'closes_at', nullable: true })
  @Field(() => String, { nullable: true })
  closesAt?: string;

  @Property({ type: 'json' })
  @Field(() => [String])
  images!: string[];

  @Property({ type: 'double', fieldName: 'hourly_rate', nullable: true })
  @Field(() => Float, { nullable: true })
  hourlyRate?: number;

  @OneToMany(
    () => AvailabilityWindow,
    window => window.resource,
  )
  windows = new Collection<AvailabilityWindow>(this);
}

@Entity({ tableName: 'availability_windows' })
export class AvailabilityWindow {
  @PrimaryKey({ type: 'text' })
  id!: string;

  @ManyToOne(() => Resource, { fieldName: 'resource_id' })
  resource!: Resource;

  @Property({ type: 'text' })
  kind!: string;

  @Property({ type: 'integer', fieldName: 'starts_at' })
  startsAt!: number;

  @Property({ type: 'integer', fieldName: 'ends_at' })
  endsAt!: number;
}

@Entity({ tableName: 'users' })
export class User {
  @PrimaryKey({ type: 'text' })
  id!: string;

  @Property({ type: 'text' })
  role!: string;

  @Property({ type: 'boolean' })
  active!: boolean;
}

@Entity({ tableName: 'logins' })
export class Login {
  @PrimaryKey({ type: 'text' })
  id!: string;

  @ManyToOne(() => User, { fieldName: 'user_id' })
  user!: User;

  @Property({ type: 'integer', fieldName: 'expires_at' })
  expiresAt!: number;

  @Property({ type: 'integer', fieldName: 'ended_at', nullable: true })
  endedAt?: number;
}

@Entity({ tableName: 'reservations' })
@ObjectType()
export class Reservation {
  @PrimaryKey({ type: 'text' })
  @Field(() => ID)
  id!: string;

  @Property({ type: 'integer', fieldName: 'created_at' })
  createdAt: Opt<number> = Date.now();

  @Property({ type: 'integer', fieldName: 'updated_at' })
  updatedAt: Opt<number> = Date.now();

  @Property({ type: 'integer', version: true, default: 1 })
  version!: Opt<number>;

  @ManyToOne(() => Resource, { fieldName: 'resource_id' })
  @Field(() => Resource)
  resource!: Resource;

  @ManyToOne(() => User, { fieldName: 'user_id' })
  user!: User;

  @ManyToOne(() => User, { fieldName: 'creator_id' })
  creator!: User;

  @Property({ type: 'integer', fieldName: 'starts_at' })
  startsAt!: number;

  @Property({ type: 'integer', fieldName: 'ends_at' })
  endsAt!: number;

  @Property({ type: 'text' })
  @Field(() => String)
  status: Opt<string> = 'PENDING';

  @Property({ type: 'integer' })
  @Field(() => Int)
  participants!: number;

  @Property({ type: 'text', nullable: true })
  description?: string;
}

export const entities = [Site, Resource, AvailabilityWindow, User, Login, Reservation];

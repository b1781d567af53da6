import { randomUUIDv7 } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/sqlite';
import { IsInt, IsISO8601, IsOptional, IsUUID, MaxLength, Min } from 'class-validator';
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { AvailabilityWindow, Reservation, Resource, Site, User } from './stock.entities.js';

export interface Context {
  readonly em: EntityManager;
  readonly user: User | null;
}

@ObjectType()
class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true })
  endCursor?: string;
}

@ObjectType()
class ResourceConnection {
  @Field(() => [Resource])
  nodes!: Resource[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@Resolver(() => Resource)
export class ResourceResolver {
  @Query(() => Resource, { nullable: true })
  async resource(@Arg('id', () => ID) id: string, @Ctx() { em, user }: Context): Promise<Resource | null> {
    signedIn(user);
    return em.findOne(Resource, { id });
  }

  @Query(() => ResourceConnection)
  async resources(
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() { em, user }: Context,
  ): Promise<ResourceConnection> {
    signedIn(user);
    const [name, id] = after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : [];
    const where = after ? { $or: [{ name: { $gt: name } }, { name, id: { $gt: id } }] } : {};
    const nodes = await em.find(Resource, where, { populate: ['site'], orderBy: { name: 'asc', id: 'asc' }, limit: first + 1 });
    const hasNextPage = nodes.length > first;
    if (hasNextPage) nodes.pop();
    const last = nodes.at(-1);
    const endCursor = last && Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url');
    return { nodes, pageInfo: { hasNextPage, endCursor } };
  }
}

@InputType()
class ReservationCreateInput {
  @Field(() => ID)
  @IsUUID()
  resourceId!: string;

  @Field(() => String)
  @IsISO8601()
  startsAt!: string;

  @Field(() => String)
  @IsISO8601()
  endsAt!: string;

  @Field(() => Int)
  @IsInt()
  @Min(1)
  participants!: number;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @MaxLength(2_000)
  description?: string;
}

@ObjectType()
class UserError {
  @Field(() => String)
  code!: string;

  @Field(() => [String])
  path!: string[];
}

@ObjectType()
class ReservationPayload {
  @Field(() => Reservation, { nullable: true })
  reservation?: Reservation;

  @Field(() => [UserError])
  errors!: UserError[];
}

@Resolver(() => Reservation)
export class ReservationResolver {
  @Mutation(() => ReservationPayload)
  async reservationCreate(
    @Arg('input', () => ReservationCreateInput) input: ReservationCreateInput,
    @Ctx() { em, user }: Context,
  ): Promise<ReservationPayload> {
    const creator = signedIn(user);
    const startsAt = Date.parse(input.startsAt);
    const endsAt = Date.parse(input.endsAt);
    return em.transactional(async em => {
      const resource = await em.findOneOrFail(Resource, { id: input.resourceId }, { populate: ['site'] });
      const windows = await em.find(AvailabilityWindow, { resource });
      const conflicts = await em.find(Reservation, {
        resource,
        status: { $in: ['PENDING', 'CONFIRMED'] },
        startsAt: { $lt: endsAt },
        endsAt: { $gt: startsAt },
      });
      const codes = problemsOf(resource, resource.site, windows, { startsAt, endsAt, participants: input.participants });
      if (conflicts.length > 0) codes.push('BOOKING_CONFLICT');
      if (codes.length > 0) return { errors: codes.map(code => ({ code, path: ['input'] })) };
      const { participants, description } = input;
      const reservation = em.create(Reservation, {
        id: randomUUIDv7(),
        resource,
        user: creator,
        creator,
        startsAt,
        endsAt,
        participants,
        description,
      });
      await em.persist(reservation).flush();
      return { reservation, errors: [] };
    });
  }

  @FieldResolver(() => String)
  startsAt(@Root() { startsAt }: Reservation): string {
    return new Date(startsAt).toISOString();
  }

  @FieldResolver(() => String)
  endsAt(@Root() { endsAt }: Reservation): string {
    return new Date(endsAt).toISOString();
  }
}

function signedIn(user: User | null): User {
  if (!user) throw new Error('Who are you?');
  return user;
}

const MINUTE_MS = 60_000;

/** The app's rules, the short way. */
function problemsOf(
  resource: Resource,
  site: Site,
  windows: readonly AvailabilityWindow[],
  { startsAt, endsAt, participants }: { startsAt: number; endsAt: number; participants: number },
): string[] {
  const codes: string[] = [];
  const minutes = (endsAt - startsAt) / MINUTE_MS;
  if (startsAt % (15 * MINUTE_MS) !== 0 || endsAt % (15 * MINUTE_MS) !== 0) codes.push('NOT_ON_QUARTER_HOUR');
  if (minutes < 30) codes.push('TOO_SHORT');
  if (minutes > (resource.kind === 'VEHICLE' ? 24 : 8) * 60) codes.push('TOO_LONG');
  if (startsAt < Date.now()) codes.push('IN_THE_PAST');
  if (participants > resource.capacity) codes.push('OVER_CAPACITY');
  if (resource.state !== 'ACTIVE') codes.push('RESOURCE_NOT_USABLE');
  if (resource.kind === 'ROOM') {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: site.timeZone, hour: '2-digit', minute: '2-digit' });
    const open =
      (resource.opensAt ?? site.opensAt) <= clock.format(startsAt) && clock.format(endsAt) <= (resource.closesAt ?? site.closesAt);
    if (!open) codes.push('OUTSIDE_OPENING_HOURS');
  }
  const normal = windows.filter(it => it.kind === 'NORMAL');
  const offered = normal.length === 0 || normal.some(it => it.startsAt <= startsAt && endsAt <= it.endsAt);
  const blocked = windows.some(it => it.kind !== 'NORMAL' && it.startsAt < endsAt && startsAt < it.endsAt);
  if (!offered || blocked) codes.push('UNAVAILABLE');
  return codes;
}

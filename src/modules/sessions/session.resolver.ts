import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Payload } from '../../platform/graphql/payload.js';
import { permitting } from '../../platform/graphql/permitting.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';
import { Reservation } from '../reservations/reservation.entity.js';
import { Resource } from '../resources/resource.entity.js';
import { Session } from './session.entity.js';
import { SessionCreateInput, SessionListArgs, SessionUpdateInput } from './session.inputs.js';
import { cancellingSession, runningSession, updatingSession } from './session.policy.js';
import { loadEquipment, loadReservations, readSession, sessionList } from './session.reads.js';
import type { SessionService } from './session.service.js';
import { NEXT, SessionStatus } from './session.status.js';

export const SessionConnection = connectionOf('Session', () => Session);

@ObjectType({ simpleResolvers: true, description: 'The answer to a deed on a session.' })
export class SessionPayload extends Payload {
  @Field(() => Session, { nullable: true, description: 'The session after it.' })
  session?: Row<Session>;
}

const canUpdate = permitting(updatingSession);
const canCancel = permitting(cancellingSession);

@Resolver(() => Session)
export class SessionResolver {
  constructor(private readonly service: SessionService) {}

  @Access('session:read')
  @Query(() => SessionConnection.type, {
    description: 'The sessions that the viewer may see: of the courses that they may see, their own, and all for those who manage any.',
  })
  sessions(
    @Viewer() viewer: Actor,
    @Args(() => SessionListArgs) { filter, orderBy, ...page }: SessionListArgs,
    @Ctx() { source, now }: Context,
  ): Page<Row<Session>> {
    return pageOf(source, sessionList({ source, viewer, now }, filter, orderBy), page);
  }

  @Access('session:read')
  @Query(() => Session, { nullable: true, description: 'One session; null where there is none with this id that the viewer may see.' })
  session(
    @Viewer() viewer: Actor,
    @Arg('id', () => Id, { description: 'Of the session.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<Session> | null> {
    return readSession(loaders, viewer, id);
  }

  @Access('session:create')
  @Mutation(() => SessionPayload, {
    description:
      'Makes a session, and takes its room, its trainer and all its equipment, or nothing. A refusal names each that is taken, and times when all are free.',
  })
  async sessionCreate(@Viewer() actor: Actor, @Arg('input', () => SessionCreateInput) input: SessionCreateInput): Promise<SessionPayload> {
    return { session: await this.service.create(actor, input) };
  }

  @Access(updatingSession)
  @Mutation(() => SessionPayload, {
    description: 'Changes what a scheduled session takes, or its seats, under the same rules: wholly or not at all.',
  })
  async sessionUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the session.' }) id: string,
    @Arg('input', () => SessionUpdateInput) input: SessionUpdateInput,
  ): Promise<SessionPayload> {
    return { session: await this.service.update(actor, id, input) };
  }

  @Access(updatingSession)
  @Mutation(() => SessionPayload, { description: 'Moves a scheduled session with all that it takes, or leaves all of it where it is.' })
  async sessionReschedule(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the session.' }) id: string,
    @Arg('startsAt', () => DateTime, { description: 'From when: on a quarter of an hour.' }) startsAt: Instant,
    @Arg('endsAt', () => DateTime, { description: 'Until when: on a quarter of an hour.' }) endsAt: Instant,
  ): Promise<SessionPayload> {
    return { session: await this.service.reschedule(actor, id, startsAt, endsAt) };
  }

  @Access(cancellingSession)
  @Mutation(() => SessionPayload, { description: 'Cancels a scheduled session, and gives back all that it takes.' })
  async sessionCancel(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the session.' }) id: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why, for all who see it: at most 2,000 characters.' })
    reason: string | null,
  ): Promise<SessionPayload> {
    return { session: await this.service.cancel(actor, id, reason) };
  }

  @Access(runningSession)
  @Mutation(() => SessionPayload, { description: 'Says that a scheduled session has begun.' })
  async sessionStart(@Viewer() actor: Actor, @Arg('id', () => Id, { description: 'Of the session.' }) id: string): Promise<SessionPayload> {
    return { session: await this.service.start(actor, id) };
  }

  @Access(runningSession)
  @Mutation(() => SessionPayload, { description: 'Says that a running session took place, and so did its reservations.' })
  async sessionComplete(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the session.' }) id: string,
  ): Promise<SessionPayload> {
    return { session: await this.service.complete(actor, id) };
  }

  @FieldResolver(() => [Resource], { description: 'What it takes beside its room, by name; at most 20 pieces.' })
  equipment(@Root() session: Row<Session>, @Ctx() { loaders }: Context): Promise<Row<Resource>[]> {
    return loadEquipment(loaders, session);
  }

  @FieldResolver(() => [Reservation], {
    description: 'By which it takes its room, that one first, and its equipment. They change with it alone.',
  })
  reservations(@Root() session: Row<Session>, @Ctx() { loaders }: Context): Promise<Row<Reservation>[]> {
    return loadReservations(loaders, session);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may move it, and change what it takes and its seats.' })
  viewerCanUpdate(@Root() session: Row<Session>, @Ctx() context: Context): boolean | Promise<boolean> {
    return session.status === SessionStatus.SCHEDULED && canUpdate(context, session);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may cancel it now.' })
  viewerCanCancel(@Root() session: Row<Session>, @Ctx() context: Context): boolean | Promise<boolean> {
    return NEXT[session.status].includes(SessionStatus.CANCELLED) && canCancel(context, session);
  }
}

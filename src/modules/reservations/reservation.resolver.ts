import { Arg, Args, Ctx, Field, FieldResolver, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Payload } from '../../platform/graphql/payload.js';
import { Id } from '../../platform/graphql/scalars.js';
import { MINUTE_MS } from '../../platform/time/interval.js';
import { Reservation } from './reservation.entity.js';
import { ReservationCreateInput, ReservationListArgs, ReservationUpdateInput } from './reservation.inputs.js';
import { cancelling, updating, viewerCanCancel } from './reservation.policy.js';
import { reservationList } from './reservation.reads.js';
import type { ReservationService } from './reservation.service.js';
import { ReservationStatus, TAKING } from './reservation.status.js';

export const ReservationConnection = connectionOf('Reservation', () => Reservation);

@ObjectType({ simpleResolvers: true, description: 'The answer to a deed on a reservation.' })
class ReservationPayload extends Payload {
  @Field(() => Reservation, { nullable: true, description: 'The reservation after it.' })
  reservation?: Row<Reservation>;
}

@Resolver(() => Reservation)
export class ReservationResolver {
  constructor(private readonly service: ReservationService) {}

  @Access('reservation:read')
  @Query(() => ReservationConnection.type, { description: 'What is taken, was and will be.' })
  reservations(
    @Viewer() viewer: Actor,
    @Args(() => ReservationListArgs) { filter, orderBy, ...page }: ReservationListArgs,
    @Ctx() { source, now }: Context,
  ): Page<Row<Reservation>> {
    return pageOf(source, reservationList({ source, now, viewer }, filter, orderBy), page);
  }

  @Access('reservation:read')
  @Query(() => Reservation, { nullable: true, description: 'One reservation; null where there is none with this id.' })
  reservation(
    @Arg('id', () => Id, { description: 'Of the reservation.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<Reservation> | null> {
    return loaders.load(Reservation, id);
  }

  @Access('reservation:create')
  @Mutation(() => ReservationPayload, {
    description: 'Takes a resource for a time. A refusal names every broken rule and, where the time is taken, what is free.',
  })
  async reservationCreate(
    @Viewer() actor: Actor,
    @Arg('input', () => ReservationCreateInput) input: ReservationCreateInput,
  ): Promise<ReservationPayload> {
    return { reservation: await this.service.create(actor, input) };
  }

  @Access(updating)
  @Mutation(() => ReservationPayload, { description: 'Moves a reservation or changes its details, under the same rules.' })
  async reservationUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the reservation.' }) id: string,
    @Arg('input', () => ReservationUpdateInput) input: ReservationUpdateInput,
  ): Promise<ReservationPayload> {
    return { reservation: await this.service.update(actor, id, input) };
  }

  @Access('reservation:confirm')
  @Mutation(() => ReservationPayload, { description: 'Confirms a pending reservation.' })
  async reservationConfirm(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the reservation.' }) id: string,
  ): Promise<ReservationPayload> {
    return { reservation: await this.service.confirm(actor, id) };
  }

  @Access(cancelling)
  @Mutation(() => ReservationPayload, {
    description: 'Gives a reservation back: its own people until two hours before it begins, those who manage until its end.',
  })
  async reservationCancel(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the reservation.' }) id: string,
  ): Promise<ReservationPayload> {
    return { reservation: await this.service.cancel(actor, id) };
  }

  @Access('reservation:complete')
  @Mutation(() => ReservationPayload, { description: 'Says that a confirmed reservation took place.' })
  async reservationComplete(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the reservation.' }) id: string,
  ): Promise<ReservationPayload> {
    return { reservation: await this.service.complete(actor, id) };
  }

  @Access('reservation:mark-no-show')
  @Mutation(() => ReservationPayload, { description: 'Says that nobody came to a confirmed reservation.' })
  async reservationMarkNoShow(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the reservation.' }) id: string,
  ): Promise<ReservationPayload> {
    return { reservation: await this.service.markNoShow(actor, id) };
  }

  @FieldResolver(() => Int, { description: 'How long it is.' })
  durationMinutes(@Root() { startsAt, endsAt }: Row<Reservation>): number {
    return (endsAt - startsAt) / MINUTE_MS;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is confirmed and running now.' })
  isActive(@Root() { status, startsAt, endsAt }: Row<Reservation>, @Ctx() { now }: Context): boolean {
    return status === ReservationStatus.CONFIRMED && startsAt <= now && now < endsAt;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is pending or confirmed and has not begun.' })
  isUpcoming(@Root() { status, startsAt }: Row<Reservation>, @Ctx() { now }: Context): boolean {
    return TAKING.includes(status) && startsAt > now;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may cancel it now.' })
  viewerCanCancel(@Root() reservation: Row<Reservation>, @Ctx() context: Context): boolean {
    return context.sees(actor => viewerCanCancel(actor, reservation, context.now), reservation);
  }
}

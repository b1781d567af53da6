import { Ctx, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { unauthenticated } from '../../platform/errors/request-error.js';
import type { Told } from '../../platform/events/bus.js';
import { Access } from '../../platform/graphql/access.js';
import { Context } from '../../platform/graphql/context.js';
import { After, type Resumed } from '../../platform/graphql/resuming.js';
import { Id } from '../../platform/graphql/scalars.js';
import { Enrolment } from './enrolment.entity.js';
import { type EnrolmentChanged, EnrolmentChangeKind } from './enrolment.live.js';

@ObjectType({ simpleResolvers: true, description: 'A change of an enrolment of the viewer’s, and the enrolment as it is now.' })
class EnrolmentChange {
  @Field(() => EnrolmentChangeKind, { description: 'What happened.' })
  change!: EnrolmentChangeKind;

  @Field(() => Id, { description: 'Where it stands among the changes: whoever subscribes again goes on `after` this one.' })
  eventId!: string;

  @Field(() => Enrolment, { description: 'As it is at this moment.' })
  enrolment!: Row<Enrolment>;
}

const isTheirs = ({ id }: Actor, row: unknown) => (row as Row<Enrolment>).learnerId === id;

@Resolver()
export class EnrolmentSubscription {
  @Access('session:read')
  @Subscription(() => EnrolmentChange, {
    nullable: true,
    description: 'Every change of one’s own enrolments once it is committed: a seat, a place in a waiting list, a seat from there.',
    subscribe: ({ args, context }) => {
      const { actor, bus } = context as Context;
      if (!actor) throw unauthenticated();
      return bus.subscribe('enrolmentChanged', actor.id, (args as Resumed).after);
    },
  })
  async enrolmentChanged(
    @Root() { id, change, eventId }: Told<EnrolmentChanged>,
    @After() _after: string | null,
    @Ctx() context: Context,
  ): Promise<EnrolmentChange | null> {
    const enrolment = await context.loaders.load(Enrolment, id);
    return enrolment && context.sees(isTheirs, enrolment) ? { change, eventId, enrolment } : null;
  }
}

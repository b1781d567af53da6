import { Arg, Ctx, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import type { Told } from '../../platform/events/bus.js';
import { Access } from '../../platform/graphql/access.js';
import { Context } from '../../platform/graphql/context.js';
import { After, type Resumed } from '../../platform/graphql/resuming.js';
import { Id } from '../../platform/graphql/scalars.js';
import { Session } from './session.entity.js';
import { keyOf, type SessionChanged, SessionChangeKind, type WatchedSessions } from './session.live.js';
import { seenIn } from './session.sight.js';

@ObjectType({ simpleResolvers: true, description: 'A change of a session, and the session as it is now.' })
class SessionChange {
  @Field(() => SessionChangeKind, { description: 'What happened.' })
  change!: SessionChangeKind;

  @Field(() => Id, { description: 'Where it stands among the changes: whoever subscribes again goes on `after` this one.' })
  eventId!: string;

  @Field(() => Session, { description: 'As the viewer may see it at this moment.' })
  session!: Row<Session>;
}

@Resolver()
export class SessionSubscription {
  @Access('session:read')
  @Subscription(() => SessionChange, {
    nullable: true,
    description:
      'Every change of a session that the viewer may see at that moment, once it is committed; of one course, at one site, or both if said so.',
    subscribe: ({ args, context }) =>
      (context as Context).bus.subscribe('sessionChanged', keyOf(args as WatchedSessions), (args as Resumed).after),
  })
  async sessionChanged(
    @Root() { id, change, eventId }: Told<SessionChanged>,
    @Arg('siteId', () => Id, { nullable: true, description: 'Only in rooms at this site.' }) _siteId: string | null,
    @Arg('courseId', () => Id, { nullable: true, description: 'Only of this course.' }) _courseId: string | null,
    @After() _after: string | null,
    @Ctx() context: Context,
  ): Promise<SessionChange | null> {
    const session = await seenIn(context, id);
    return session && { change, eventId, session };
  }
}

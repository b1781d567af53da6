import { Arg, Ctx, Extensions, Field, FieldResolver, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Payload } from '../../platform/graphql/payload.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';
import { READS } from '../../platform/graphql/selected.js';
import { Session } from '../sessions/session.entity.js';
import { seenIn } from '../sessions/session.sight.js';
import { Enrolment } from './enrolment.entity.js';
import { cancellingEnrolment, enrollingOthers, updatingEnrolment } from './enrolment.policy.js';
import { loadCourseProgress, loadHistory, loadPosition } from './enrolment.reads.js';
import type { EnrolmentService } from './enrolment.service.js';
import { EnrolmentStatus } from './enrolment.status.js';
import type { ProgressService } from './progress.service.js';
import { ProgressEntry } from './progress-entry.entity.js';

export const EnrolmentConnection = connectionOf('Enrolment', () => Enrolment);

@ObjectType({ simpleResolvers: true, description: 'The answer to a deed on an enrolment.' })
class EnrolmentPayload extends Payload {
  @Field(() => Enrolment, { nullable: true, description: 'The enrolment after it.' })
  enrolment?: Row<Enrolment>;
}

@ObjectType({ simpleResolvers: true, description: 'The answer to the enrolment of a class.' })
class SessionEnrolClassPayload extends Payload {
  @Field(() => [Enrolment], { nullable: true, description: 'Of those who got a seat by it: priority first, then by name. At most 1,000.' })
  enrolments?: readonly Row<Enrolment>[];
}

@Resolver(() => Enrolment)
export class EnrolmentResolver {
  constructor(
    private readonly service: EnrolmentService,
    private readonly progress: ProgressService,
  ) {}

  @Access('enrolment:create')
  @Mutation(() => EnrolmentPayload, {
    description:
      'Enrols a learner in a session before it begins. Where no seat is left they come into its waiting list, and get one as soon as it is ' +
      'their turn. A trainer enrols in their own sessions, and those whom they teach already.',
  })
  async sessionEnrol(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the session.' }) id: string,
    @Arg('learnerId', () => Id, { nullable: true, description: 'Whom, if not oneself; for its trainer and those who manage all sessions.' })
    learnerId: string | null,
  ): Promise<EnrolmentPayload> {
    return { enrolment: await this.service.enrol(actor, id, learnerId) };
  }

  @Access(enrollingOthers)
  @Mutation(() => SessionEnrolClassPayload, {
    description:
      'Gives seats of a session to a class. Who is in it or waits already stays as they are; while anyone waits no seats are left.',
  })
  async sessionEnrolClass(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the session.' }) id: string,
    @Arg('classGroupId', () => Id, { description: 'Of the class.' }) classGroupId: string,
    @Arg('partial', () => Boolean, {
      defaultValue: false,
      nullable: true,
      description:
        'Whether as many as fit, by priority and then by name, in place of all or none. The others do not come into the waiting list.',
    })
    partial: boolean | null,
  ): Promise<SessionEnrolClassPayload> {
    return { enrolments: await this.service.enrolClass(actor, id, classGroupId, partial ?? false) };
  }

  @Access(cancellingEnrolment)
  @Mutation(() => EnrolmentPayload, {
    description:
      'Gives a seat back, or a place in the waiting list: the learner until the session begins, those who manage it until its end. A seat ' +
      'goes to the first in line at once.',
  })
  async enrolmentCancel(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the enrolment.' }) id: string,
  ): Promise<EnrolmentPayload> {
    return { enrolment: await this.service.cancel(actor, id) };
  }

  @Access(updatingEnrolment)
  @Mutation(() => EnrolmentPayload, { description: 'Says whether a learner came, once the session has begun.' })
  async enrolmentMark(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the enrolment.' }) id: string,
    @Arg('status', () => EnrolmentStatus, { description: 'ATTENDED, ABSENT or COMPLETED.' }) status: EnrolmentStatus,
  ): Promise<EnrolmentPayload> {
    return { enrolment: await this.service.mark(actor, id, status) };
  }

  @Access(updatingEnrolment)
  @Mutation(() => EnrolmentPayload, { description: 'Says how far a learner is, for the record.' })
  async progressRecord(
    @Viewer() actor: Actor,
    @Arg('enrolmentId', () => Id, { description: 'Of the enrolment.' }) enrolmentId: string,
    @Arg('percent', () => Int, { description: 'How much of it they have done: 0 to 100.' }) percent: number,
    @Arg('note', () => String, { nullable: true, description: 'What there is to say of it. The learner reads it.' }) note: string | null,
  ): Promise<EnrolmentPayload> {
    return { enrolment: await this.progress.record(actor, enrolmentId, { percent, note }) };
  }

  @Extensions({ [READS]: ['sessionId'] })
  @FieldResolver(() => Session, {
    nullable: true,
    description: 'In what; null where the viewer does not see that any more: they gave it back, and the course is not published.',
  })
  session(@Root() { sessionId }: Row<Enrolment>, @Ctx() context: Context): Promise<Row<Session> | null> {
    return seenIn(context, sessionId);
  }

  @Extensions({ [READS]: ['id', 'status'] })
  @FieldResolver(() => Int, { nullable: true, description: 'Their place in the waiting list: 1 for the next. Null for who does not wait.' })
  waitingPosition(@Root() { id, status }: Row<Enrolment>, @Ctx() { loaders }: Context): Promise<number | null> | null {
    return status === EnrolmentStatus.WAITLISTED ? loadPosition(loaders, id) : null;
  }

  @Extensions({ [READS]: ['id'] })
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How far they are in the whole course, in percent: the mean of its sessions that they have a seat in. Null without any.',
  })
  courseProgress(@Root() { id }: Row<Enrolment>, @Ctx() { loaders }: Context): Promise<number | null> {
    return loadCourseProgress(loaders, id);
  }

  @Extensions({ [READS]: ['id'] })
  @FieldResolver(() => [ProgressEntry], { description: 'How far they were when, the last first; at most 100.' })
  progressHistory(@Root() { id }: Row<Enrolment>, @Ctx() { loaders }: Context): Promise<readonly Row<ProgressEntry>[]> {
    return loadHistory(loaders, id);
  }
}

@Resolver(() => ProgressEntry)
export class ProgressEntryResolver {
  @Extensions({ [READS]: ['createdAt'] })
  @FieldResolver(() => DateTime, { description: 'When that was.' })
  at(@Root() { createdAt }: Row<ProgressEntry>): Instant {
    return createdAt;
  }
}

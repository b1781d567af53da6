import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Payload } from '../../platform/graphql/payload.js';
import { NotRemembered } from '../../platform/graphql/remembering.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import { User } from '../accounts/user.entity.js';
import { UserConnection } from '../accounts/user.resolver.js';
import { membershipList } from './class-group.reads.js';
import { LearnerFilter, LearnerInviteInput, LearnerListArgs } from './learner.inputs.js';
import { seeingMemberships } from './learner.policy.js';
import { learnerList } from './learner.reads.js';
import type { LearnerService } from './learner.service.js';
import { Membership } from './membership.entity.js';

export const MembershipConnection = connectionOf('Membership', () => Membership);

@ObjectType({ simpleResolvers: true, description: 'The answer to an invitation.' })
class LearnerInvitePayload extends Payload {
  @Field(() => User, { nullable: true, description: 'The account, which nobody can log in to yet.' })
  user?: Row<User>;

  @Field(() => String, {
    nullable: true,
    description:
      'For `invitationAccept`, to be passed on by other means than mail. It is told to who invites, once, and lets in whoever has it.',
  })
  invitationToken?: string;
}

/** What organizations make of a user. */
@Resolver(() => User)
export class LearnerResolver {
  constructor(private readonly service: LearnerService) {}

  @Access('learner:invite')
  @NotRemembered()
  @Mutation(() => LearnerInvitePayload, {
    description:
      'Makes an account for a learner and mails them an invitation to it. Who invited them may do so again until they have accepted: earlier tokens end then.',
  })
  async learnerInvite(
    @Viewer() actor: Actor,
    @Arg('input', () => LearnerInviteInput) input: LearnerInviteInput,
    @Ctx() { dryRun }: Context,
  ): Promise<LearnerInvitePayload> {
    const { user, token } = await this.service.invite(actor, input);
    return dryRun ? { user } : { user, invitationToken: token };
  }

  @Access('learner:read')
  @Query(() => UserConnection.type, { description: 'Learners, by name, telephone, class or organization.' })
  learners(
    @Viewer() actor: Actor,
    @Arg('filter', () => LearnerFilter, { nullable: true, description: 'Which.' }) filter: LearnerFilter | null,
    @Args(() => LearnerListArgs) { orderBy, ...page }: LearnerListArgs,
    @Ctx() { source }: Context,
  ): Page<Row<User>> {
    return pageOf(source, learnerList(source, actor, filter, orderBy), page);
  }

  @VisibleTo(seeingMemberships)
  @FieldResolver(() => MembershipConnection.type, {
    nullable: true,
    description: 'The classes they are in, the first they came into first; for themselves and those who teach or look after learners.',
  })
  memberships(@Root() { id }: Row<User>, @Args(() => PageArgs) page: PageArgs, @Ctx() { source, loaders }: Context): Page<Row<Membership>> {
    return loaders.page(membershipList(source), text('m.learner_id'), id, page);
  }
}

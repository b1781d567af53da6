import { Arg, Args, Ctx, Field, FieldResolver, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Page } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { permitting } from '../../platform/graphql/permitting.js';
import { Id } from '../../platform/graphql/scalars.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import type { User } from '../accounts/user.entity.js';
import { UserConnection } from '../accounts/user.resolver.js';
import { ClassGroup } from './class-group.entity.js';
import { ClassGroupCreateInput, ClassGroupUpdateInput } from './class-group.inputs.js';
import { deletingClassGroup, updatingClassGroup } from './class-group.policy.js';
import { classGroupList, membershipList, membersList } from './class-group.reads.js';
import type { ClassGroupService } from './class-group.service.js';
import { LearnerListArgs } from './learner.inputs.js';
import { seeingLearners } from './learner.policy.js';
import { Organization } from './organization.entity.js';
import { creatingClassGroup } from './organization.policy.js';

export const ClassGroupConnection = connectionOf('ClassGroup', () => ClassGroup);

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of a class.' })
class ClassGroupPayload extends Payload {
  @Field(() => ClassGroup, { nullable: true, description: 'The class after the change.' })
  classGroup?: Row<ClassGroup>;
}

const canUpdate = permitting(updatingClassGroup);

@Resolver(() => ClassGroup)
export class ClassGroupResolver {
  constructor(private readonly service: ClassGroupService) {}

  @Access('classGroup:read')
  @Query(() => ClassGroup, { nullable: true, description: 'One class; null where there is none with this id.' })
  classGroup(
    @Arg('id', () => Id, { description: 'Of the class.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<ClassGroup> | null> {
    return loaders.load(ClassGroup, id);
  }

  @Access(creatingClassGroup)
  @Mutation(() => ClassGroupPayload, { description: 'Adds a class to an organization.' })
  async classGroupCreate(
    @Viewer() actor: Actor,
    @Arg('input', () => ClassGroupCreateInput) input: ClassGroupCreateInput,
  ): Promise<ClassGroupPayload> {
    return { classGroup: await this.service.create(actor, input) };
  }

  @Access(updatingClassGroup)
  @Mutation(() => ClassGroupPayload, { description: 'Changes a class.' })
  async classGroupUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the class.' }) id: string,
    @Arg('input', () => ClassGroupUpdateInput) input: ClassGroupUpdateInput,
  ): Promise<ClassGroupPayload> {
    return { classGroup: await this.service.update(actor, id, input) };
  }

  @Access(deletingClassGroup)
  @Mutation(() => DeletePayload, { description: 'Deletes a class that nobody is in, that was given no course and has no exams.' })
  async classGroupDelete(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the class.' }) id: string,
  ): Promise<DeletePayload> {
    return { deletedId: await this.service.delete(actor, id) };
  }

  @Access(updatingClassGroup)
  @Mutation(() => ClassGroupPayload, {
    description:
      'Puts learners into a class; who is in it already stays. Who made the organization puts in those whom they teach already or invited.',
  })
  async classGroupAddLearners(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the class.' }) id: string,
    @Arg('learnerIds', () => [Id], { description: 'Of the learners, at most 1,000.' }) learnerIds: string[],
  ): Promise<ClassGroupPayload> {
    return { classGroup: await this.service.addLearners(actor, id, learnerIds) };
  }

  @Access(updatingClassGroup)
  @Mutation(() => ClassGroupPayload, { description: 'Takes learners out of a class.' })
  async classGroupRemoveLearners(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the class.' }) id: string,
    @Arg('learnerIds', () => [Id], { description: 'Of the learners.' }) learnerIds: string[],
  ): Promise<ClassGroupPayload> {
    return { classGroup: await this.service.removeLearners(actor, id, learnerIds) };
  }

  @FieldResolver(() => Int, { description: 'How many learners are in it.' })
  learnerCount(@Root() { id }: Row<ClassGroup>, @Ctx() { source, loaders }: Context): Promise<number> {
    return loaders.page(membershipList(source), text('m.class_group_id'), id, { first: 1 }).totalCount();
  }

  @VisibleTo(seeingLearners)
  @FieldResolver(() => UserConnection.type, {
    nullable: true,
    description: 'Who is in it; for those who teach and look after learners.',
  })
  learners(
    @Root() { id }: Row<ClassGroup>,
    @Viewer() viewer: Actor,
    @Args(() => LearnerListArgs) { orderBy, ...page }: LearnerListArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<User>> {
    return loaders.page(membersList({ source, viewer }, orderBy), text('m.class_group_id'), id, page);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change it and who is in it.' })
  viewerCanUpdate(@Root() classGroup: Row<ClassGroup>, @Ctx() context: Context): boolean | Promise<boolean> {
    return canUpdate(context, classGroup);
  }
}

@Resolver(() => Organization)
export class OrganizationClassGroupsResolver {
  @FieldResolver(() => ClassGroupConnection.type, { description: 'Its classes, by name.' })
  classGroups(
    @Root() { id }: Row<Organization>,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<ClassGroup>> {
    return loaders.page(classGroupList(source), text('g.organization_id'), id, page);
  }
}

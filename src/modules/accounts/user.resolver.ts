import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type Actor, authorize } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Page } from '../../platform/database/page.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Payload } from '../../platform/graphql/payload.js';
import { Id } from '../../platform/graphql/scalars.js';
import { User } from './user.entity.js';
import { UserCreateInput, UserFilter, UserOrder, UserUpdateInput } from './user.inputs.js';
import type { UserService } from './user.service.js';

export const UserConnection = connectionOf('User', () => User);

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of a user.' })
class UserPayload extends Payload {
  @Field(() => User, { nullable: true, description: 'The user after the change.' })
  user?: Row<User>;
}

@Resolver(() => User)
export class UserResolver {
  constructor(private readonly service: UserService) {}

  @Access('user:read')
  @Query(() => UserConnection.type, { description: 'People, by name, e-mail, role, site or department.' })
  users(
    @Viewer() actor: Actor,
    @Arg('filter', () => UserFilter, { nullable: true, description: 'Which.' }) filter: UserFilter | null,
    @Arg('orderBy', () => UserOrder, { nullable: true, description: 'By name unless said otherwise.' }) order: UserOrder | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Page<Row<User>> {
    return this.service.list(actor, filter ?? {}, order, page);
  }

  @Access('user:read')
  @Query(() => User, { nullable: true, description: 'One user; null where there is none with this id.' })
  user(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the user.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<User> | null> {
    authorize(actor, 'user:read');
    return loaders.load(User, id);
  }

  @Access('user:create')
  @Mutation(() => UserPayload, { description: 'Makes an account for someone.' })
  async userCreate(@Viewer() actor: Actor, @Arg('input', () => UserCreateInput) input: UserCreateInput): Promise<UserPayload> {
    return { user: await this.service.create(actor, input) };
  }

  @Access('user:update')
  @Mutation(() => UserPayload, { description: 'Changes a user’s details, role, priority, authorizations, or lets them in no more.' })
  async userUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the user.' }) id: string,
    @Arg('input', () => UserUpdateInput) input: UserUpdateInput,
  ): Promise<UserPayload> {
    return { user: await this.service.update(actor, id, input) };
  }

  @FieldResolver(() => String, { description: 'First and last name.' })
  fullName(@Root() user: Row<User>): string {
    return `${user.firstName} ${user.lastName}`;
  }
}

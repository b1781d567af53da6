import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { Id } from '../../platform/graphql/scalars.js';
import { Department } from './department.entity.js';
import { DepartmentCreateInput, DepartmentFilter, DepartmentUpdateInput } from './department.inputs.js';
import { departmentList } from './department.reads.js';
import type { DepartmentService } from './department.service.js';
import { Site } from './site.entity.js';

export const DepartmentConnection = connectionOf('Department', () => Department);

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of a department.' })
class DepartmentPayload extends Payload {
  @Field(() => Department, { nullable: true, description: 'The department after the change.' })
  department?: Row<Department>;
}

@Resolver(() => Department)
export class DepartmentResolver {
  constructor(private readonly service: DepartmentService) {}

  @Access('department:read')
  @Query(() => DepartmentConnection.type, { description: 'The departments of the organisation, by name.' })
  departments(
    @Arg('filter', () => DepartmentFilter, { nullable: true, description: 'Which.' }) filter: DepartmentFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source }: Context,
  ): Page<Row<Department>> {
    return pageOf(source, departmentList(source, filter), page);
  }

  @Access('department:read')
  @Query(() => Department, { nullable: true, description: 'One department; null where there is none with this id.' })
  department(
    @Arg('id', () => Id, { description: 'Of the department.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<Department> | null> {
    return loaders.load(Department, id);
  }

  @Access('department:create')
  @Mutation(() => DepartmentPayload, { description: 'Adds a department.' })
  async departmentCreate(
    @Viewer() actor: Actor,
    @Arg('input', () => DepartmentCreateInput) input: DepartmentCreateInput,
  ): Promise<DepartmentPayload> {
    return { department: await this.service.create(actor, input) };
  }

  @Access('department:update')
  @Mutation(() => DepartmentPayload, { description: 'Changes a department.' })
  async departmentUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the department.' }) id: string,
    @Arg('input', () => DepartmentUpdateInput) input: DepartmentUpdateInput,
  ): Promise<DepartmentPayload> {
    return { department: await this.service.update(actor, id, input) };
  }

  @Access('department:delete')
  @Mutation(() => DeletePayload, { description: 'Deletes a department; its people stay, without one.' })
  async departmentDelete(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the department.' }) id: string,
  ): Promise<DeletePayload> {
    return { deletedId: await this.service.delete(actor, id) };
  }
}

@Resolver(() => Site)
export class SiteDepartmentsResolver {
  @FieldResolver(() => DepartmentConnection.type, { description: 'The departments here, by name.' })
  departments(@Root() site: Row<Site>, @Args(() => PageArgs) page: PageArgs, @Ctx() { source, loaders }: Context): Page<Row<Department>> {
    return loaders.page(departmentList(source), text('d.site_id'), site.id, page);
  }
}

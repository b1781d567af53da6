import { Arg, Ctx, Field, FieldResolver, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import { oneOf, sql } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { Id } from '../../platform/graphql/scalars.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import { Course } from './course.entity.js';
import { seeingMaterials, updatingCourse } from './course.policy.js';
import { Material } from './material.entity.js';
import { MaterialInput, MaterialUpdateInput } from './material.inputs.js';
import { updatingMaterial } from './material.policy.js';
import type { MaterialService } from './material.service.js';

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of a material.' })
class MaterialPayload extends Payload {
  @Field(() => Material, { nullable: true, description: 'The material after the change.' })
  material?: Row<Material>;
}

@Resolver(() => Course)
export class MaterialResolver {
  constructor(private readonly service: MaterialService) {}

  @Access(updatingCourse)
  @Mutation(() => MaterialPayload, { description: 'Adds a material at the end of those of a course.' })
  async materialAdd(
    @Viewer() actor: Actor,
    @Arg('courseId', () => Id, { description: 'Of the course.' }) courseId: string,
    @Arg('input', () => MaterialInput) input: MaterialInput,
  ): Promise<MaterialPayload> {
    return { material: await this.service.add(actor, courseId, input) };
  }

  @Access(updatingMaterial)
  @Mutation(() => MaterialPayload, { description: 'Changes a material; its place stays.' })
  async materialUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the material.' }) id: string,
    @Arg('input', () => MaterialUpdateInput) input: MaterialUpdateInput,
  ): Promise<MaterialPayload> {
    return { material: await this.service.update(actor, id, input) };
  }

  @Access(updatingMaterial)
  @Mutation(() => MaterialPayload, { description: 'Moves a material to another place among those of its course.' })
  async materialMove(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the material.' }) id: string,
    @Arg('position', () => Int, { description: 'Its place: 1 is the first; beyond the last is the last.' }) position: number,
  ): Promise<MaterialPayload> {
    return { material: await this.service.move(actor, id, position) };
  }

  @Access(updatingMaterial)
  @Mutation(() => DeletePayload, { description: 'Takes a material away; those after it move up.' })
  async materialRemove(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the material.' }) id: string,
  ): Promise<DeletePayload> {
    return { deletedId: await this.service.remove(actor, id) };
  }

  @VisibleTo(seeingMaterials)
  @FieldResolver(() => [Material], {
    nullable: true,
    description: 'What it is learned from, in order, at most 100; for those who take or manage it.',
  })
  materials(@Root() { id }: Row<Course>, @Ctx() { loaders }: Context): Promise<Row<Material>[]> {
    return loadMaterials(loaders, id);
  }
}

/** The materials of a course, in one statement for all courses asked for at once. */
function loadMaterials(loaders: Loaders, courseId: string): Promise<Row<Material>[]> {
  return loaders.batch('materials of courses', courseId, async ids => {
    const table = loaders.source.table(Material);
    const rows = await loaders.source.rowsOf(table, sql`${table.selection('m')} where m.course_id ${oneOf(ids)} order by m.position`);
    const byCourse = Map.groupBy(rows, it => it.courseId);
    return ids.map(id => byCourse.get(id) ?? []);
  });
}

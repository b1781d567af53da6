import type { Actor } from '../../platform/access/actor.js';
import { assign, update } from '../../platform/database/changes.js';
import { type Database, lockOne, notFound, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { updatingCourse } from './course.policy.js';
import { readCourse } from './course.reads.js';
import { lockCourse } from './course.service.js';
import { Material } from './material.entity.js';
import type { MaterialInput, MaterialUpdateInput } from './material.inputs.js';
import { closeUp, countMaterials, reorder } from './material.order.js';

const MOST_MATERIALS = 100;

/** What a course is learned from. Each change locks the course, so that the order of its materials is changed by one at a time. */
export class MaterialService {
  constructor(private readonly database: Database) {}

  /** At the end of the order. */
  add(actor: Actor, courseId: string, input: MaterialInput): Promise<Row<Material>> {
    return this.database.write({ actor, deed: 'course:update' }, async unit => {
      await lockCourse(unit, updatingCourse, actor, courseId, 'courseId');
      const count = await countMaterials(unit, courseId);
      if (count >= MOST_MATERIALS) refuse(ErrorCode.TOO_LONG, `A course has at most ${MOST_MATERIALS} materials.`, 'courseId');
      const material = assign(new Material(), { ...input, courseId, position: count + 1 });
      unit.em.persist(material);
      await unit.em.flush();
      return material;
    });
  }

  update(actor: Actor, id: string, input: MaterialUpdateInput): Promise<Row<Material>> {
    return this.database.write({ actor, deed: 'course:update' }, async unit => {
      const material = update(await lockMaterial(unit, actor, id), input);
      await unit.em.flush();
      return material;
    });
  }

  /** To a place from 1 on, and the others make room; beyond the last it becomes the last. */
  move(actor: Actor, id: string, position: number): Promise<Row<Material>> {
    return this.database.write({ actor, deed: 'course:update' }, async unit => {
      const material = await lockMaterial(unit, actor, id);
      if (position < 1) refuse(ErrorCode.TOO_SMALL, 'The first place is 1.', 'position');
      const place = Math.min(position, await countMaterials(unit, material.courseId));
      await reorder(unit, material, place);
      return material;
    });
  }

  /** Those after it move up. */
  remove(actor: Actor, id: string): Promise<string> {
    return this.database.write({ actor, deed: 'course:update' }, async unit => {
      const material = await lockMaterial(unit, actor, id);
      unit.em.remove(material);
      await unit.em.flush();
      await closeUp(unit, material.courseId, material.position);
      return id;
    });
  }
}

/** The course first, as everybody does; then the material as it is by now. */
async function lockMaterial(unit: Unit, actor: Actor, id: string): Promise<Material> {
  const loaders = new Loaders(unit);
  const found = await loaders.load(Material, id);
  // Of a course that they may not see there is nothing.
  if (!found || !(await readCourse(loaders, actor, found.courseId))) return notFound(Material, 'id');
  await lockCourse(unit, updatingCourse, actor, found.courseId);
  return lockOne(unit, Material, id);
}

import type { Ground, Policy } from '../../platform/access/policy.js';
import { sql } from '../../platform/database/sql.js';
import { updatingCourse } from './course.policy.js';
import { Material } from './material.entity.js';

const ownsItsCourse: Ground = {
  entity: Material,
  where: (id, userId) => sql`exists (select 1 from materials own join courses c on c.id = own.course_id
    where own.id = ${id} and c.owner_id = ${userId})`,
};

/** A material is managed as its course is. */
export const updatingMaterial: Policy<never> = { ...updatingCourse, owners: [], also: [ownsItsCourse] };

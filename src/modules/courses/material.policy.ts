import type { Ground, Policy } from '../../platform/access/policy.js';
import { sql } from '../../platform/database/sql.js';
import { updatingCourse } from './course.policy.js';
import { Material } from './material.entity.js';
import { takenBy } from './taking.js';

const ownsItsCourse: Ground = {
  entity: Material,
  where: (id, userId) => sql`exists (select 1 from materials own join courses c on c.id = own.course_id
    where own.id = ${id} and c.owner_id = ${userId})`,
};

/** A material is managed as its course is. */
export const updatingMaterial: Policy<never> = { ...updatingCourse, owners: [], also: [ownsItsCourse] };

const takesItsCourse: Ground = {
  needs: 'course:read',
  entity: Material,
  where: (id, userId) => takenBy(sql`(select taught.course_id from materials taught where taught.id = ${id})`, userId),
};

/** That there is such a material: for those who see the materials of its course. */
export const seeingMaterial: Policy<never> = { ...updatingMaterial, also: [ownsItsCourse, takesItsCourse] };

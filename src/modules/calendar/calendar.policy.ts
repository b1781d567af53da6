import type { Policy } from '../../platform/access/policy.js';
import { sql } from '../../platform/database/sql.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { teachesClassGroup } from '../organizations/teaching.js';

/** What a class does is known to those who look after all learners, to those who teach it, and to those who are in it. */
export const seeingClassCalendar: Policy<never> = {
  permission: 'learner:read-details',
  owners: [],
  also: [
    { needs: 'learner:read', entity: ClassGroup, where: teachesClassGroup },
    {
      entity: ClassGroup,
      where: (id, userId) => sql`exists (select 1 from memberships own where own.class_group_id = ${id} and own.learner_id = ${userId})`,
    },
  ],
};

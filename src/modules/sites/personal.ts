import { sql } from '../../platform/database/sql.js';
import { InUse } from '../../platform/database/uses.js';
import { Refused } from '../../platform/errors/user-error.js';
import { personalTable } from '../../platform/personal/personal-table.js';
import { Department } from './department.entity.js';

/** Who leads a department. Somebody has to, so whoever does is not erased before another one is named. */
export const personalDepartments = personalTable<Department>({
  name: 'departments',
  entity: Department,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    updatedAt: 'stays',
    version: 'ours',
    name: 'stays',
    siteId: 'stays',
    managerId: 'goes',
    annualBudget: 'ours',
  },
  about: userId => sql`t.manager_id = ${userId}`,
  async erase(unit, userId) {
    const [led] = await unit.rows<{ count: number }>(sql`select count(*) as count from departments where manager_id = ${userId}`);
    if (led && led.count > 0) throw new Refused([new InUse([{ type: 'Department', count: led.count }], [])]);
    return [];
  },
});

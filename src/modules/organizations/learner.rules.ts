import { Role } from '../../platform/access/permissions.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { oneOf, sql } from '../../platform/database/sql.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';

/** How many one deed takes: a large class. */
export const MOST_LEARNERS_AT_ONCE = 1_000;

/** Refuses ids of which one is not a learner's. */
export async function refuseUnlessLearners(source: RowSource, learnerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(learnerIds)];
  if (ids.length > MOST_LEARNERS_AT_ONCE) refuse(ErrorCode.TOO_LONG, `At most ${MOST_LEARNERS_AT_ONCE} learners at once.`, 'learnerIds');
  const [found] = await source.rows<{ count: number }>(
    sql`select count(*) as count from users where id ${oneOf(ids)} and role = ${Role.LEARNER}`,
  );
  if (found?.count !== ids.length) refuse(ErrorCode.NOT_FOUND, 'One of them is no learner.', 'learnerIds');
}

import { sql } from '../database/sql.js';
import { personalRows } from '../personal/personal-table.js';
import { RememberedAnswer } from './remembered-answer.entity.js';

/** What they were answered. Answers to others that name them are forgotten within a day. */
export const personalAnswers = personalRows<RememberedAnswer>({
  name: 'answers',
  entity: RememberedAnswer,
  key: 'idempotencyKey',
  columns: { userId: 'goes', idempotencyKey: 'goes', fingerprint: 'secret', answer: 'goes', createdAt: 'goes' },
  about: userId => sql`t.user_id = ${userId}`,
});

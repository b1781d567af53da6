import { sql } from '../database/sql.js';
import { personalRows } from '../personal/personal-table.js';
import { Mail } from './mail.entity.js';

/** Mail that waits: what is asked for without a log-in names only an address. */
export const personalMails = personalRows<Mail>({
  name: 'mails',
  entity: Mail,
  columns: { id: 'stays', createdAt: 'goes', letter: 'goes', recipient: 'goes', userId: 'goes', dueAt: 'goes', attempts: 'goes' },
  about: userId => sql`(t.user_id = ${userId} or t.recipient in (select email from users where id = ${userId}))`,
});

import type { Actor } from '../../platform/access/actor.js';
import type { Instant } from '../../platform/database/instant.js';
import { MINUTE_MS } from '../../platform/time/interval.js';

/** For so long its author may change a message or delete it. */
export const CHANGEABLE_MS = 15 * MINUTE_MS;

interface Written {
  readonly authorId: string;
  readonly createdAt: Instant;
  readonly deletedAt: Instant | null;
}

export function isLate({ createdAt }: Pick<Written, 'createdAt'>, now: Instant): boolean {
  return now > createdAt + CHANGEABLE_MS;
}

/** Whether an actor who takes part in its conversation may change or delete a message. */
export function viewerCanChange(actor: Pick<Actor, 'id'>, message: Written, now: Instant): boolean {
  return message.authorId === actor.id && message.deletedAt === null && !isLate(message, now);
}

import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';
import { DAY_MS } from '../../platform/time/interval.js';
import type { Recurrence } from '../../platform/time/zone.js';

const LONGEST_MS: Record<Recurrence, number> = { ONCE: 5 * 366 * DAY_MS, DAILY: DAY_MS, WEEKLY: 7 * DAY_MS };

/** It ends after it starts, and before it comes again. */
export function windowRules({
  startsAt,
  endsAt,
  recurrence,
}: {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly recurrence: Recurrence;
}): readonly UserError[] {
  if (startsAt == null || endsAt == null) return [];
  if (endsAt <= startsAt) return [new Problem(ErrorCode.ENDS_BEFORE_START, 'The end must come after the start.', ['endsAt'])];
  return endsAt - startsAt > LONGEST_MS[recurrence]
    ? [
        new Problem(ErrorCode.TOO_LONG, recurrence === 'ONCE' ? 'It lasts five years at most.' : 'It must end before it comes again.', [
          'endsAt',
        ]),
      ]
    : [];
}

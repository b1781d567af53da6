import { ErrorCode } from '../errors/error-code.js';
import { Problem, type UserError } from '../errors/user-error.js';

/** HH:MM, 24 hours. */
export const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The same hours every day, in some time zone. A closing of 00:00 is the midnight that ends the day. */
export interface OpeningHours {
  readonly opensAt: string;
  readonly closesAt: string;
}

export const MINUTES_PER_DAY = 24 * 60;

/** Minutes after midnight, 0 to 1439. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Minutes after midnight at which the day's opening ends, 1 to 1440. */
export function closingMinute({ closesAt }: OpeningHours): number {
  return minuteOfDay(closesAt) || MINUTES_PER_DAY;
}

/** Hours come in pairs and the opening comes first. */
export function hoursRule({
  opensAt,
  closesAt,
}: {
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}): readonly UserError[] {
  if (opensAt == null && closesAt == null) return [];
  if (opensAt == null || closesAt == null) {
    return [new Problem(ErrorCode.REQUIRED, 'Opening and closing go together.', [opensAt == null ? 'opensAt' : 'closesAt'])];
  }
  if (!LOCAL_TIME.test(opensAt) || !LOCAL_TIME.test(closesAt)) return [];
  return minuteOfDay(opensAt) < closingMinute({ opensAt, closesAt })
    ? []
    : [new Problem(ErrorCode.ENDS_BEFORE_START, 'It must open before it closes.', ['closesAt'])];
}

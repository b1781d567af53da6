import type { Instant } from '../../platform/database/instant.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';

/** In years. */
const YOUNGEST = 16;
const OLDEST = 100;

/**
 * At least 16 years old by now, and at most 100 when the account was made, by the calendar of UTC: what held once holds for ever, so that
 * no birthday keeps an account from being changed.
 */
export function ageRule(
  { birthDate, createdAt }: { readonly birthDate: string | null; readonly createdAt: Instant },
  now: Instant = Date.now(),
): readonly UserError[] {
  if (birthDate == null) return [];
  const refused = (code: ErrorCode, message: string) => [new Problem(code, message, ['birthDate'])];
  const born = dateOf(birthDate);
  if (!born) return refused(ErrorCode.INVALID_FORMAT, 'birthDate is a day of the calendar, such as 2001-05-23.');
  if (ageAt(now, born) < YOUNGEST) return refused(ErrorCode.TOO_SMALL, `One must be ${YOUNGEST} years old.`);
  return ageAt(createdAt, born) > OLDEST ? refused(ErrorCode.TOO_LARGE, `Nobody here is older than ${OLDEST} years.`) : [];
}

function ageAt(instant: Instant, born: Temporal.PlainDate): number {
  const day = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('UTC').toPlainDate();
  return born.until(day, { largestUnit: 'years' }).years;
}

function dateOf(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    // A month or a day that there is not.
    return undefined;
  }
}

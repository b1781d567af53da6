import { partsOf } from '../../platform/decimal.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';

/** What an exam is counted in. */
export const PER_COEFFICIENT = 100;
const LARGEST_COEFFICIENT = 100;

/** A coefficient in hundredths; the problems where it is none. */
export function readCoefficient(coefficient: string): number | readonly UserError[] {
  const refused = (code: ErrorCode, message: string) => [new Problem(code, message, ['coefficient'])];
  const hundredths = partsOf(coefficient, PER_COEFFICIENT);
  if (Number(coefficient) <= 0) return refused(ErrorCode.TOO_SMALL, 'coefficient is more than 0.');
  if (Number(coefficient) > LARGEST_COEFFICIENT) return refused(ErrorCode.TOO_LARGE, `coefficient is at most ${LARGEST_COEFFICIENT}.`);
  return hundredths ?? refused(ErrorCode.INVALID_VALUE, 'coefficient has at most two decimals.');
}

export function dateRule({ date }: { readonly date: string }): readonly UserError[] {
  return isDay(date) ? [] : [new Problem(ErrorCode.INVALID_FORMAT, 'date is a day of the calendar, such as 2030-05-23.', ['date'])];
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text);
    return true;
  } catch {
    // A month or a day that there is not.
    return false;
  }
}

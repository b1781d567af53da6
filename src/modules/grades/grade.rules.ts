import { partsOf } from '../../platform/decimal.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';

/** Grades go by steps of 0.25. */
export const PER_POINT = 4;
export const BEST = 20;

/** What somebody got, as it is asked to be set. */
export interface Given {
  readonly value?: string | null | undefined;
  readonly absent?: boolean | null | undefined;
}

/** A value in quarters of a point, or null for whoever was absent: exactly one of them is given. The problems where it is none. */
export function readGrade({ value, absent }: Given): { readonly quarters: number | null } | readonly UserError[] {
  const refused = (code: ErrorCode, message: string, path = 'value') => [new Problem(code, message, [path])];
  if (value == null) return absent ? { quarters: null } : refused(ErrorCode.REQUIRED, 'value is needed of who was not absent.');
  if (absent) return refused(ErrorCode.INVALID_VALUE, 'Who was absent has no value.', 'absent');
  if (Number(value) < 0) return refused(ErrorCode.TOO_SMALL, 'value is at least 0.');
  if (Number(value) > BEST) return refused(ErrorCode.TOO_LARGE, `value is at most ${BEST}.`);
  const quarters = partsOf(value, PER_POINT);
  return quarters === null ? refused(ErrorCode.INVALID_VALUE, 'value goes by steps of 0.25.') : { quarters };
}

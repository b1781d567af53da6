import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';
import { hoursRule } from '../../platform/time/opening-hours.js';

/** What must hold of a resource by itself, beyond its single fields. */
export function resourceRules(resource: {
  readonly kind: string;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}): readonly UserError[] {
  if (resource.kind == null) return [];
  if (resource.kind === 'ROOM') return hoursRule(resource);
  return (['opensAt', 'closesAt'] as const)
    .filter(field => resource[field] != null)
    .map(field => new Problem(ErrorCode.INVALID_VALUE, 'Only a room has opening hours of its own.', [field]));
}

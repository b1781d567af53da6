/** What was found where something was looked at: it is well, it will not stay well, or it does not work. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do about it, where it is not well. */
  readonly mend?: string;
}

export function ok(check: string, found: string): Finding {
  return { check, status: 'ok', found };
}

export function warn(check: string, found: string, mend: string): Finding {
  return { check, status: 'warn', found, mend };
}

export function fail(check: string, found: string, mend: string): Finding {
  return { check, status: 'fail', found, mend };
}

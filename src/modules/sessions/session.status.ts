export enum SessionStatus {
  SCHEDULED = 'SCHEDULED',
  RUNNING = 'RUNNING',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
}

const { RUNNING, COMPLETED, CANCELLED } = SessionStatus;

/** What each status may become. */
export const NEXT: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  SCHEDULED: [RUNNING, CANCELLED],
  RUNNING: [COMPLETED],
  COMPLETED: [],
  CANCELLED: [],
};

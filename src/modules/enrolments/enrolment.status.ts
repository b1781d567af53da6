export enum EnrolmentStatus {
  ENROLLED = 'ENROLLED',
  WAITLISTED = 'WAITLISTED',
  CANCELLED = 'CANCELLED',
  ATTENDED = 'ATTENDED',
  ABSENT = 'ABSENT',
  COMPLETED = 'COMPLETED',
}

const { ENROLLED, CANCELLED, ATTENDED, ABSENT, COMPLETED } = EnrolmentStatus;

/** What each status may become. */
export const NEXT: Readonly<Record<EnrolmentStatus, readonly EnrolmentStatus[]>> = {
  WAITLISTED: [ENROLLED, CANCELLED],
  ENROLLED: [CANCELLED, ATTENDED, ABSENT, COMPLETED],
  ATTENDED: [ABSENT, COMPLETED],
  ABSENT: [ATTENDED],
  COMPLETED: [],
  CANCELLED: [],
};

/** What is said of who had a seat, once it began. */
export const MARKS: readonly EnrolmentStatus[] = [ATTENDED, ABSENT, COMPLETED];

/** Whoever is in one of these has a seat. */
export const SEATED: readonly EnrolmentStatus[] = [ENROLLED, ATTENDED, ABSENT, COMPLETED];

/** The same as a condition of the database, written out: statements that say it use the indexes that do. */
export const HAS_SEAT = `status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED')`;
export const WAITS = `status = 'WAITLISTED'`;
/** Neither given back nor taken away. */
export const LIVES = `status <> 'CANCELLED'`;

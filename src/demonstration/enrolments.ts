import { Priority, type User } from '../modules/accounts/user.entity.js';
import { CourseAssignment } from '../modules/courses/course-assignment.entity.js';
import { enrolmentOf } from '../modules/enrolments/enrolling.js';
import type { Enrolment } from '../modules/enrolments/enrolment.entity.js';
import { EnrolmentStatus } from '../modules/enrolments/enrolment.status.js';
import { ProgressEntry } from '../modules/enrolments/progress-entry.entity.js';
import { Membership } from '../modules/organizations/membership.entity.js';
import type { Session } from '../modules/sessions/session.entity.js';
import { SessionStatus } from '../modules/sessions/session.status.js';
import { Role } from '../platform/access/permissions.js';
import { assign } from '../platform/database/changes.js';
import type { Instant } from '../platform/database/instant.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../platform/time/interval.js';

const { ENROLLED, WAITLISTED, ATTENDED, ABSENT, COMPLETED } = EnrolmentStatus;

/** In the sessions that are not full. */
const SEATS_LEFT = 3;

const OUTCOMES = [COMPLETED, ATTENDED, COMPLETED, ABSENT, ATTENDED] as const;
const NOTES = ['Half of the exercises.', 'Good questions.', null, 'Has to finish the last part at home.'] as const;

/**
 * Seats in sessions for those who take their courses: who came to the past ones and how far they are, and who comes to the next. One session
 * to come is full, and some wait for it, the account of the role LEARNER among them.
 */
export function makeEnrolments(users: readonly User[], training: readonly object[], sessions: readonly Session[]): object[] {
  const now = Date.now();
  const inOrder = sessions.toSorted((one, other) => one.startsAt - other.startsAt);
  const wanted = inOrder.map(session => ({ session, takers: takersOf(session, users, training) }));
  const account = users.find(it => it.role === Role.LEARNER);
  const full = wanted.find(({ session, takers }) => isComing(session) && takers[0] === account && takers.length >= 2 * session.capacity);
  return wanted.flatMap(({ session, takers }, n) => {
    if (session === full?.session) return askInTurn(session, lineFor(session, takers), now);
    // The account of the role is in all that it can be in; of the others, some are in this one and some in that.
    const [first, ...others] = takers;
    const turned = [...others.slice((n * 4) % takers.length), ...others.slice(0, (n * 4) % takers.length)];
    const asking = [...(first ? [first] : []), ...turned].slice(0, session.capacity - SEATS_LEFT);
    const enrolments = askInTurn(session, asking, now);
    return isComing(session) ? enrolments : enrolments.flatMap((it, i) => [it, ...takePart(it, session, n + i)]);
  });
}

function isComing({ status }: Session): boolean {
  return status === SessionStatus.SCHEDULED;
}

/** Everybody to whom the course is given, the account of the role first if it is one of them. */
function takersOf({ courseId }: Session, users: readonly User[], training: readonly object[]): User[] {
  const given = training.filter(it => it instanceof CourseAssignment).filter(it => it.courseId === courseId);
  const classIds = new Set(given.map(it => it.classGroupId));
  const members = training.filter(it => it instanceof Membership).filter(it => classIds.has(it.classGroupId));
  const ids = new Set([...members, ...given].map(it => it.learnerId));
  return users.filter(it => it.role === Role.LEARNER && ids.has(it.id));
}

/** As many as there are seats; then those who wait, of whom the second is the account of the role and the third has priority. */
function lineFor({ capacity }: Session, [account, ...others]: readonly User[]): User[] {
  const isFirst = (it: User) => it.priority === Priority.PRIORITY;
  const [early, late] = [others.filter(it => !isFirst(it)), others.filter(isFirst)];
  const [seated, waiting] = [early.slice(0, capacity), early.slice(capacity)];
  const line = [waiting[0], account, late[0], waiting[1]];
  return [...seated, ...line.filter(it => it !== undefined)];
}

/** Each asks some minutes after the one before; where no seat is left, they wait. */
function askInTurn(session: Session, learners: readonly User[], now: Instant): Enrolment[] {
  const first = Math.min(session.startsAt, now) - 4 * DAY_MS;
  return learners.map((learner, i) => {
    const status = i < session.capacity ? ENROLLED : WAITLISTED;
    return assign(enrolmentOf(learner, session), { ticket: i + 1, status, createdAt: first + i * 17 * MINUTE_MS });
  });
}

/** What became of a seat, and how far that learner came: noted at the end, and for some once more a few hours later. */
function takePart(enrolment: Enrolment, { trainerId: authorId, endsAt }: Session, n: number): ProgressEntry[] {
  const status = OUTCOMES[n % OUTCOMES.length] ?? ATTENDED;
  const percents = status === ABSENT ? [] : [40 + 5 * (n % 7), ...(status === COMPLETED ? [100] : [])];
  assign(enrolment, { status, progress: percents.at(-1) ?? 0 });
  return percents.map((percent, i) => {
    const note = percent === 100 ? null : (NOTES[n % NOTES.length] ?? null);
    return assign(new ProgressEntry(), { enrolmentId: enrolment.id, percent, note, authorId, createdAt: endsAt + i * 3 * HOUR_MS });
  });
}

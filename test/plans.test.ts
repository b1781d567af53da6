import { describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database/sql.js';
import { eventIdOf } from '../src/platform/events/event-id.js';
import { EventLog } from '../src/platform/events/event-log.js';
import {
  AuditEntryIds,
  AvailableNames,
  Calendar,
  ClassGroupLearners,
  ClassOrder,
  ClassResults,
  Conversation,
  ConversationMarkRead,
  Conversations,
  CourseEnrolments,
  CourseLearners,
  CourseMaterials,
  CourseSessions,
  CourseTitles,
  Exam,
  Exams,
  LearnerAverages,
  Learners,
  Me,
  MessageSearch,
  MessageSend,
  MyCourses,
  MyEnrolments,
  MyGrades,
  MyRank,
  ReservationBook,
  ReservationDetail,
  ReservationsOfUser,
  ReservationTimes,
  ResourceCard,
  ResourceFigures,
  ResourceNames,
  SessionCards,
  SessionTimes,
  Unread,
} from './generated/documents.js';
import { startApp } from './support/app.js';
import { fillCalendar } from './support/full-calendar.js';
import { planOf } from './support/plans.js';
import { runByHand } from './support/raw-sql.js';
import { cancel, during, enrol } from './support/seats.js';
import { slot } from './support/slots.js';
import { say } from './support/talking.js';
import { createSession, TrainingWorld } from './support/training.js';

const app = await startApp();
// What it does by itself is asked for below.
await app.sealer.stop();
const world = new TrainingWorld(app);
const person = await world.user({ role: 'MANAGER' });
const admin = await world.user({ role: 'ADMIN' });
const resource = await world.resource();
const reservation = await world.reservation({ resourceId: resource.id, userId: person.id, ...slot('10:00', '11:00') });

const learner = await world.learner();
const classGroup = await world.classGroup({}, learner);
const course = await world.course();
await world.give(course, { classGroupId: classGroup.id });
const staff = await world.user({ role: 'STAFF' });
const projector = await world.resource({ kind: 'EQUIPMENT' });
const session = await world.bookedSession(slot('08:00', '09:00'), { courseId: course.id, trainerId: staff.id, equipment: [projector] });
const full = await world.session({ ...during(), courseId: course.id, capacity: 1 });
const seat = await enrol(learner, full.id);
const waiting = await world.learner();
await world.give(course, { learnerId: waiting.id });
await enrol(waiting, full.id);

const exam = await world.exam(classGroup);
await world.grade(exam, learner, 40);
const byAverage = { field: 'AVERAGE', direction: 'DESC' } as const;
const BY_EXAM = 'grades_exam_id_learner_id_(quarters_index|unique)';
const BY_LEARNER = 'grades_learner_id_exam_id_quarters_index';

const trainer = await world.user({ role: 'TRAINER' });
await world.classOf(trainer, learner);
const talk = await world.conversation({}, trainer, learner);
for (let i = 0; i < 20; i++) await say(trainer, talk.id, `Hello ${i}`);

// So many that PostgreSQL plans as it does for large tables.
const others = await Promise.all(Array.from({ length: 20 }, () => world.resource()));
for (const { id } of [resource, ...others]) await fillCalendar(app, reservation, 500, id);
await runByHand(app, sql`analyze reservations`);

/** These grow for as long as the server is used. */
const GROWING =
  /^(SCAN|Seq Scan on) (reservations|v|last|earlier|logins|l|users|u|event_log|e|memberships|m|course_assignments|given|a|sessions|held|its|enrolments|one|waiting|progress_entries|p|grades|g|exams|grade_entries|h|conversations|talk|participants|own|messages)\b(?!.*USING)/;

const arrangement = { courseId: course.id, roomId: session.roomId, equipmentIds: [projector.id], capacity: 5 };

const log = new EventLog(app.database);
const EVENT_LOG = 'SEARCH e USING INTEGER PRIMARY KEY|event_log_pkey';

const quarter = { from: '2030-06-01T00:00:00Z', to: '2030-08-31T00:00:00Z' };

type Hot = [name: string, ask: () => Promise<unknown>, indexes: readonly string[]];

const hot: readonly Hot[] = [
  ['who is asking', () => person.client.ask(Me), ['logins', 'users']],
  ['a resource by its id', () => person.client.ask(ResourceCard, { id: resource.id }), ['resources']],
  ['a page of resources', () => person.client.ask(ResourceNames, { first: 50 }), ['resources_name_id_index']],
  ['the page after it', () => nextPage(), ['resources_name_id_index']],
  ['a reservation by its id', () => person.client.ask(ReservationDetail, { id: reservation.id }), ['reservations']],
  [
    'the reservations of a resource',
    () => person.client.ask(ReservationTimes, { filter: { resourceId: resource.id }, first: 50 }),
    ['reservations_resource_id_starts_at_index'],
  ],
  ['the reservations of all', () => person.client.ask(ReservationTimes, { first: 50 }), ['reservations_starts_at_index']],
  ['the reservations of a user', () => person.client.ask(ReservationsOfUser, { id: person.id }), ['reservations_user_id_starts_at_index']],
  ['who is free', () => person.client.ask(AvailableNames, slot('12:00', '13:00')), ['reservations_taken_index']],
  [
    'statistics',
    () => person.client.ask(ResourceFigures, { id: resource.id }),
    ['reservations_resource_id_starts_at_index', 'reservations_taken_index'],
  ],
  [
    'a booking',
    () => person.client.ask(ReservationBook, { input: { resourceId: resource.id, ...slot('14:00', '15:00') } }),
    ['reservations_taken_index', 'resources', 'availability_windows_resource_id_starts_at_index'],
  ],
  [
    'a refusal with its alternatives',
    () => person.client.ask(ReservationBook, { input: { resourceId: resource.id, ...slot('10:30', '11:30') } }),
    ['reservations_taken_index'],
  ],
  ['a page of learners', () => staff.client.ask(Learners, { first: 50 }), ['users_role_last_name_first_name_id_index']],
  [
    'the learners of a class',
    () => staff.client.ask(ClassGroupLearners, { id: classGroup.id }),
    ['memberships_class_group_id_learner_id_unique'],
  ],
  [
    'who takes a course',
    () => staff.client.ask(CourseLearners, { id: course.id }),
    ['course_assignments_course_id_', 'memberships_class_group_id_learner_id_unique'],
  ],
  [
    'the courses that one takes',
    () => learner.client.ask(CourseTitles, { filter: { mine: true } }),
    ['course_assignments_learner_id_index', 'memberships_learner_id_index'],
  ],
  [
    'the materials of a course that one takes',
    () => learner.client.ask(CourseMaterials, { id: course.id }),
    ['course_assignments_learner_id_index', 'memberships_learner_id_index', 'materials_course_id_position_unique'],
  ],
  ['the sessions of all', () => staff.client.ask(SessionTimes, { first: 50 }), ['sessions_starts_at_index']],
  [
    'the sessions that a learner sees',
    () => learner.client.ask(SessionCards, { first: 50 }),
    ['sessions_starts_at_index', 'course_assignments_learner_id_index', 'memberships_learner_id_index'],
  ],
  ['the sessions of a course', () => learner.client.ask(CourseSessions, { id: course.id }), ['sessions_course_id_starts_at_index']],
  [
    'what sessions take',
    () => staff.client.ask(SessionCards, { filter: { trainerId: staff.id } }),
    ['sessions_trainer_id_starts_at_index', 'reservations_holder_id_index'],
  ],
  [
    'a session that is refused, with its alternatives',
    () => createSession(staff.client, { ...arrangement, ...slot('08:30', '09:30') }),
    ['sessions_trainer_taken_index', 'reservations_taken_index', 'reservations_holder_id_index'],
  ],
  [
    'one’s own enrolments, their places and their history',
    () => waiting.client.ask(MyEnrolments),
    [
      'enrolments_learner_id_created_at_index',
      'enrolments_line_index',
      'enrolments_session_id_status_ticket_index',
      'progress_entries_enrol',
    ],
  ],
  [
    'how far one is in one’s courses',
    () => learner.client.ask(MyCourses, { filter: { mine: true } }),
    ['enrolments_learner_id_created_at_index'],
  ],
  [
    'what is on offer',
    () => learner.client.ask(MyCourses, { filter: { onOffer: true } }),
    ['enrolments_(session_id|enrolled)', 'sessions_(course_id|trainer_taken|starts_at)'],
  ],
  [
    'who is enrolled in a course',
    () => staff.client.ask(CourseEnrolments, { id: course.id }),
    ['enrolments_(session_id|enrolled)', 'sessions_course_id'],
  ],
  [
    'an enrolment, and a seat that goes to the next',
    async () => [await enrol(await world.learner(), full.id), await cancel(staff, seat.id)],
    ['enrolments_session_id_status_ticket_index', 'enrolments_line_index', 'memberships_learner_id_index'],
  ],
  [
    'one’s own calendar',
    () => learner.client.ask(Calendar, quarter),
    [
      'sessions_trainer_id_starts_at_index',
      'enrolments_(learner_id_created_at_index|enrolled_once)',
      'reservations_user_id_starts_at_index',
    ],
  ],
  [
    'the calendar of a room, for who does not see every session',
    () => learner.client.ask(Calendar, { ...quarter, roomId: resource.id }),
    ['reservations_resource_id_starts_at_index'],
  ],
  [
    'the calendar of a trainer, for who sees little of it',
    () => learner.client.ask(Calendar, { ...quarter, trainerId: person.id }),
    ['sessions_trainer_id_starts_at_index', 'reservations_(user_id|creator_id)_starts_at_index'],
  ],
  [
    'the calendar of a class',
    () => learner.client.ask(Calendar, { ...quarter, classGroupId: classGroup.id }),
    ['memberships_class_group_id_learner_id_unique'],
  ],
  [
    'average, ranking and distribution of a class',
    () => staff.client.ask(ClassResults, { id: classGroup.id }),
    ['exams_class_group_id_date_id_index', BY_EXAM],
  ],
  ['one’s own rank', () => learner.client.ask(MyRank, { classGroupId: classGroup.id }), ['exams_class_group_id_date_id_index', BY_EXAM]],
  [
    'the learners of a class by average',
    () => staff.client.ask(ClassOrder, { id: classGroup.id, orderBy: byAverage }),
    ['memberships_class_group_id_learner_id_unique', BY_LEARNER],
  ],
  [
    'learners by average',
    () => staff.client.ask(LearnerAverages, { orderBy: byAverage, first: 50 }),
    ['users_role_last_name_first_name_id_index', BY_LEARNER],
  ],
  ['one’s own grades', () => learner.client.ask(MyGrades), [BY_LEARNER]],
  ['an exam and its grades', () => staff.client.ask(Exam, { id: exam.id }), ['exams', BY_EXAM]],
  ['the exams of all', () => staff.client.ask(Exams, { first: 50 }), ['exams_date_id_index']],
  [
    'the exams of a class',
    () => staff.client.ask(Exams, { filter: { classGroupId: classGroup.id }, first: 50 }),
    ['exams_class_group_id_date_id_index'],
  ],
  [
    'a page of conversations',
    () => learner.client.ask(Conversations, { first: 50 }),
    [
      'participants_user_id_conversation_id_index',
      'messages_conversation_id_position_unique',
      'participants_conversation_id_user_id_unique',
    ],
  ],
  ['a page of messages', () => learner.client.ask(Conversation, { id: talk.id }), ['messages_conversation_id_position_unique']],
  ['the page of messages after it', () => nextMessages(), ['messages_conversation_id_position_unique']],
  [
    'a search in one’s messages',
    () => learner.client.ask(MessageSearch, { text: 'hello' }),
    ['participants_user_id_conversation_id_index', 'messages_conversation_id_position_unique'],
  ],
  [
    'how many messages are unread',
    () => learner.client.ask(Unread),
    ['participants_user_id_conversation_id_index', 'messages_unread_index|messages_conversation_id_position_unique'],
  ],
  [
    'a message',
    () => learner.client.ask(MessageSend, { conversationId: talk.id, body: 'Hello' }),
    ['participants_conversation_id_user_id_unique', 'memberships_learner_id_index'],
  ],
  [
    'a reading',
    () => learner.client.ask(ConversationMarkRead, { id: talk.id }),
    ['participants_conversation_id_user_id_unique', 'messages_unread_index|messages_conversation_id_position_unique'],
  ],
  ['the audit', () => admin.client.ask(AuditEntryIds), ['audit_entries_created_at_id_index']],
  [
    'the audit of a time',
    () => admin.client.ask(AuditEntryIds, { filter: { from: '2030-01-01T00:00:00Z', to: '2030-02-01T00:00:00Z' } }),
    ['audit_entries_created_at_id_index'],
  ],
  ...(['actorId', 'entity', 'entityId', 'deed'] as const).map(
    (field): Hot => [
      `the audit by ${field}`,
      () => admin.client.ask(AuditEntryIds, { filter: { [field]: admin.id } }),
      [`audit_entries_${field.replace('Id', '_id')}_created_at_id_index`],
    ],
  ),
  ['what is to be sealed', () => app.sealer.seal(), []],
  ['what is new in the event log', () => log.after(1, 500), [EVENT_LOG]],
  ['what a subscriber missed', () => log.between({ topic: 'reservationChanged', key: '*/*' }, 1, 1_000), [EVENT_LOG]],
  ['where a subscriber goes on', () => log.resumable('reservationChanged', [eventIdOf(1, 0), eventIdOf(2, 0)]), [EVENT_LOG]],
];

async function nextPage(): Promise<void> {
  const { resources } = await person.client.ask(ResourceNames, { first: 1 });
  await person.client.ask(ResourceNames, { first: 50, after: resources.edges?.[0]?.cursor ?? resources.pageInfo.endCursor });
}

async function nextMessages(): Promise<void> {
  const { conversation } = await learner.client.ask(Conversation, { id: talk.id, first: 1 });
  await learner.client.ask(Conversation, { id: talk.id, first: 50, after: conversation?.messages.pageInfo.endCursor });
}

describe('the statements of what is asked most use their index:', () => {
  test.each(hot)('%s', async (_name, ask, indexes) => {
    const statements = new Set<string>();
    // So that it does not do so in between.
    await app.sealer.seal();
    app.database.observe(statement => statements.add(statement));
    await ask();
    app.database.observe(undefined);
    const steps: string[] = [];
    for (const statement of statements) if (/^\s*select/i.test(statement)) steps.push(...(await planOf(app, statement)));
    const plan = steps.join('\n');
    for (const index of indexes) expect(plan).toMatch(new RegExp(`${index}|sqlite_autoindex_${index}_\\d|${index}_pkey`));
    expect(steps.filter(step => GROWING.test(step.replace(/^[\s>-]+/, '')))).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import type { TypedDocumentString } from '../generated/documents.js';
import * as documents from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { codes } from '../support/client.js';
import { slot } from '../support/slots.js';
import { TrainingWorld } from '../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });
const learner = await world.learner();
const trainer = await world.user({ role: 'TRAINER' });
const [course, room] = [await world.course({ published: true }), await world.resource({ capacity: 20 })];
const classGroup = await world.classGroup({}, learner);
const exam = await world.exam(classGroup);
const session = await world.bookedSession(slot('08:00', '09:00'), { trainerId: trainer.id, roomId: room.id });
const enrolment = await world.enrolment({ sessionId: session.id, learnerId: learner.id });
const conversation = await world.conversation({}, staff, learner);

const NUL = 'a\u0000b';
const texts = [NUL, '', ' ', '\ud800', 'x'.repeat(4_001), '\u202e', '💥'.repeat(2_001)];
const whole = [-1, 0, 101, 2 ** 31 - 1, 2 ** 31, 1.5, Number.MAX_SAFE_INTEGER, 'NaN', null];
const decimals = ['1e3', 'NaN', '-0', '-0.0', '0.001', '20.25', '14.3', '999999999999999', '-1', '', NUL, 1e21, -0, Infinity, null];
const days = ['2026-02-30', '0000-00-00', '2026-13-01', '26-1-1', '', NUL, '9999-12-31', '-002026-01-01'];
const instants = ['2026-02-30T10:00:00Z', '9999-12-31T23:45:00Z', '0001-01-01T00:00:00Z', '2030-06-03T10:07:00Z', '', NUL];
const nobody = '00000000-0000-4000-8000-000000000000';
const lists = [[], Array(1_001).fill(nobody), [learner.id, learner.id], [NUL], [''], Array(101).fill(learner.id), [nobody]];

const sessionInput = {
  courseId: course.id,
  trainerId: trainer.id,
  roomId: room.id,
  equipmentIds: [],
  capacity: 5,
  ...slot('10:00', '11:00'),
};
const examInput = { courseId: course.id, classGroupId: classGroup.id, title: 'Sums', kind: 'EXAM', coefficient: '1', date: '2030-06-03' };
const variants = (input: object, field: string, values: readonly unknown[]) =>
  values.map(value => ({ input: { ...input, [field]: value } }));
const { id } = session;

/** What is asked of each, with what is wrong in it. */
const asked: readonly (readonly [keyof typeof documents, readonly object[]])[] = [
  ['SessionCreate', variants(sessionInput, 'capacity', whole)],
  ['SessionCreate', variants(sessionInput, 'equipmentIds', lists)],
  ['SessionCreate', variants(sessionInput, 'startsAt', instants)],
  ['SessionCreate', variants(sessionInput, 'endsAt', instants)],
  ['SessionCreate', variants(sessionInput, 'roomId', texts)],
  ['SessionUpdate', variants({}, 'capacity', whole).map(it => ({ id, ...it }))],
  ['SessionUpdate', variants({}, 'equipmentIds', [...lists, null]).map(it => ({ id, ...it }))],
  ['SessionUpdate', variants({}, 'version', whole).map(it => ({ id, ...it }))],
  ['SessionReschedule', instants.map(startsAt => ({ id, startsAt, endsAt: startsAt }))],
  ['SessionReschedule', instants.map(endsAt => ({ id, startsAt: slot('10:00', '11:00').startsAt, endsAt }))],
  ['SessionEnrol', texts.map(learnerId => ({ id, learnerId }))],
  ['SessionEnrolClass', texts.map(classGroupId => ({ id, classGroupId }))],
  ['EnrolmentMark', ['', 'NEW', 'WAITLISTED', 'CANCELLED'].map(status => ({ id: enrolment.id, status }))],
  ['ProgressRecord', whole.map(percent => ({ enrolmentId: enrolment.id, percent }))],
  ['ProgressRecord', texts.map(note => ({ enrolmentId: enrolment.id, percent: 1, note }))],
  ['ExamCreate', variants(examInput, 'coefficient', decimals)],
  ['ExamCreate', variants(examInput, 'date', days)],
  ['ExamCreate', variants(examInput, 'title', texts)],
  ['ExamUpdate', variants({}, 'coefficient', decimals).map(it => ({ id: exam.id, ...it }))],
  ['ExamUpdate', variants({}, 'date', [...days, null]).map(it => ({ id: exam.id, ...it }))],
  ['ExamUpdate', variants({}, 'title', [...texts, null]).map(it => ({ id: exam.id, ...it }))],
  ['ExamUpdate', variants({}, 'version', whole).map(it => ({ id: exam.id, ...it }))],
  ['GradeSet', decimals.map(value => ({ examId: exam.id, learnerId: learner.id, value }))],
  ['GradeSet', texts.map(comment => ({ examId: exam.id, learnerId: learner.id, value: '12', comment }))],
  ['ClassGroupAddLearners', lists.map(learnerIds => ({ id: classGroup.id, learnerIds }))],
  ['ClassGroupRemoveLearners', lists.map(learnerIds => ({ id: classGroup.id, learnerIds }))],
  ['CourseAssign', lists.map(learnerIds => ({ id: course.id, learnerIds }))],
  ['CourseAssign', lists.map(classGroupIds => ({ id: course.id, classGroupIds }))],
  ['ConversationStart', lists.map(participantIds => ({ input: { participantIds, body: 'Hello' } }))],
  ['ConversationStart', texts.map(body => ({ input: { participantIds: [learner.id], body } }))],
  ['ConversationStart', texts.map(subject => ({ input: { participantIds: [learner.id], body: 'Hello', subject } }))],
  ['MessageSend', texts.map(body => ({ conversationId: conversation.id, body }))],
  ['ConversationAddParticipants', lists.map(userIds => ({ id: conversation.id, userIds }))],
  ['ConversationMarkRead', texts.map(messageId => ({ id: conversation.id, messageId }))],
  ['MessageSearch', texts.map(text => ({ text }))],
  ['MessageSearch', [0, -1, 101, 2 ** 31].map(first => ({ text: 'Hello', first }))],
  ['MessageSearch', texts.map(after => ({ text: 'Hello', after }))],
  ['Conversations', [0, -1, 101].map(first => ({ first }))],
  ['Conversations', texts.map(after => ({ after }))],
  ['Conversation', texts.map(after => ({ id: conversation.id, after }))],
  ['Exams', [0, 101].map(first => ({ first }))],
  ['Exams', [...texts, 'WyIyMDMwLTA2LTAzIl0', 'eyJhIjoxfQ'].map(after => ({ after }))],
  ['Exams', days.map(from => ({ filter: { from, to: from } }))],
  ['SessionTimes', [...texts, 'WyIyMDMwLTA2LTAzIl0', 'eyJhIjoxfQ'].map(after => ({ after }))],
  ['SessionTimes', instants.map(from => ({ filter: { from, to: from } }))],
  ['SessionTimes', [{ statuses: [] }, { statuses: null }, { siteId: NUL }, { withSeats: null }].map(filter => ({ filter }))],
  ['SessionTimes', [0, 101].map(first => ({ first }))],
  ['MyEnrolments', [...texts, 'eyJhIjoxfQ'].map(after => ({ after }))],
  ['ClassResults', [0, -1, 101, 2 ** 31].map(first => ({ id: classGroup.id, first }))],
  ['SessionCancel', texts.map(reason => ({ id: nobody, reason }))],
  ['SessionCancel', [NUL, 'x'.repeat(4_001)].map(reason => ({ id, reason }))],
];

test.each(asked)(
  '%s refuses what it cannot take, and never fails',
  async (name, wrong) => {
    const document = Object.entries(documents).find(([it]) => it === name)?.[1] as unknown as TypedDocumentString<object, object>;
    const failed: string[] = [];
    for (const variables of wrong) {
      const answer = await staff.client.query(document.toString(), variables);
      if (answer.status >= 500 || codes(answer).some(it => !['BAD_USER_INPUT', 'RATE_LIMITED', 'FORBIDDEN'].includes(it))) {
        failed.push(`${JSON.stringify(variables).slice(0, 200)}: ${answer.text.slice(0, 300)}`);
      }
    }
    expect(failed).toEqual([]);
  },
  60_000,
);

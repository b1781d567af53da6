import { Invitation } from '../../src/modules/accounts/invitation.entity.js';
import { Course } from '../../src/modules/courses/course.entity.js';
import { CourseAssignment } from '../../src/modules/courses/course-assignment.entity.js';
import { Material } from '../../src/modules/courses/material.entity.js';
import { Enrolment } from '../../src/modules/enrolments/enrolment.entity.js';
import type { EnrolmentStatus } from '../../src/modules/enrolments/enrolment.status.js';
import { ProgressEntry } from '../../src/modules/enrolments/progress-entry.entity.js';
import { Exam } from '../../src/modules/grades/exam.entity.js';
import { Grade } from '../../src/modules/grades/grade.entity.js';
import { Conversation, ConversationKind } from '../../src/modules/messages/conversation.entity.js';
import { Message } from '../../src/modules/messages/message.entity.js';
import { Participant } from '../../src/modules/messages/participant.entity.js';
import { ClassGroup } from '../../src/modules/organizations/class-group.entity.js';
import { Membership } from '../../src/modules/organizations/membership.entity.js';
import { Organization } from '../../src/modules/organizations/organization.entity.js';
import { Session } from '../../src/modules/sessions/session.entity.js';
import type { Row } from '../../src/platform/database/entity.js';
import { sql } from '../../src/platform/database/sql.js';
import { SessionCreate, type SessionCreateInput } from '../generated/documents.js';
import { BookingWorld } from './booking.js';
import type { Client } from './client.js';
import { type Person, unique } from './seed.js';
import type { Slot } from './slots.js';

interface Identified {
  readonly id: string;
}

type EnrolmentGiven = Partial<Omit<Row<Enrolment>, 'status'>> & { status?: keyof typeof EnrolmentStatus };

/** The world of the training centre: who is taught, and what. What a test does not name is made up. */
export class TrainingWorld extends BookingWorld {
  async organization(given: Partial<Row<Organization>> = {}): Promise<Row<Organization>> {
    const ownerId = given.ownerId ?? (await this.user({ role: 'TRAINER' })).id;
    return this.save(new Organization(), { name: unique('School'), ...given, ownerId });
  }

  /** A class with these learners in it. */
  async classGroup(given: Partial<Row<ClassGroup>> = {}, ...learners: readonly Identified[]): Promise<Row<ClassGroup>> {
    const organizationId = given.organizationId ?? (await this.organization()).id;
    const classGroup = await this.save(new ClassGroup(), { name: unique('Class'), ...given, organizationId });
    for (const { id } of learners) await this.save(new Membership(), { classGroupId: classGroup.id, learnerId: id });
    return classGroup;
  }

  /** A class in an organization that the trainer made. */
  async classOf(trainer: Person, ...learners: readonly Identified[]): Promise<Row<ClassGroup>> {
    return this.classGroup({ organizationId: (await this.organization({ ownerId: trainer.id })).id }, ...learners);
  }

  /** That a user was invited by another, and has not accepted yet. */
  invitation({ id: userId }: Identified, { id: inviterId }: Identified): Promise<Row<Invitation>> {
    return this.save(new Invitation(), { userId, inviterId });
  }

  async course(given: Partial<Row<Course>> = {}): Promise<Row<Course>> {
    const ownerId = given.ownerId ?? (await this.user({ role: 'TRAINER' })).id;
    return this.save(new Course(), { title: unique('Course'), durationMinutes: 90, ...given, ownerId });
  }

  give(course: Identified, taker: { readonly classGroupId: string } | { readonly learnerId: string }): Promise<Row<CourseAssignment>> {
    return this.save(new CourseAssignment(), { courseId: course.id, ...taker });
  }

  material(course: Identified, position = 1, given: Partial<Row<Material>> = {}): Promise<Row<Material>> {
    return this.save(new Material(), {
      kind: 'LINK',
      title: `Material ${position}`,
      url: 'https://example.org/page',
      ...given,
      courseId: course.id,
      position,
    });
  }

  /** An exam of a class; its coefficient is one unless said otherwise. */
  async exam({ id: classGroupId }: Identified, given: Partial<Omit<Row<Exam>, 'kind'>> = {}): Promise<Row<Exam>> {
    const courseId = given.courseId ?? (await this.course()).id;
    const usual = { title: unique('Exam'), kind: 'EXAM', coefficientHundredths: 100, date: '2030-06-03' };
    return this.save(new Exam(), { ...usual, ...given, courseId, classGroupId });
  }

  /** What a learner got, in quarters of a point; null where they were absent. Nobody set it. */
  grade(
    { id: examId }: Identified,
    { id: learnerId }: Identified,
    quarters: number | null,
    comment: string | null = null,
  ): Promise<Row<Grade>> {
    return this.save(new Grade(), { examId, learnerId, quarters, absent: quarters === null, comment });
  }

  /** A session as a row alone: it takes nothing in the calendar. */
  async session(given: Partial<Row<Session>> & Pick<Row<Session>, 'startsAt' | 'endsAt'>): Promise<Row<Session>> {
    const trainerId = given.trainerId ?? (await this.user({ role: 'TRAINER' })).id;
    const courseId = given.courseId ?? (await this.course({ ownerId: trainerId, published: true })).id;
    const roomId = given.roomId ?? (await this.resource()).id;
    return this.save(new Session(), { capacity: 10, ...given, trainerId, courseId, roomId });
  }

  /** A session that takes its room and its equipment in the calendar. */
  async bookedSession(
    { startsAt, endsAt }: Slot,
    { equipment = [], ...given }: Partial<Row<Session>> & { equipment?: readonly Identified[] } = {},
  ): Promise<Row<Session>> {
    const session = await this.session({ ...given, startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) });
    const { trainerId, roomId, capacity: seats } = session;
    const held = { startsAt, endsAt, userId: trainerId, holderId: session.id, status: 'CONFIRMED' } as const;
    await this.reservation({ ...held, resourceId: roomId, participants: seats });
    for (const { id } of equipment) await this.reservation({ ...held, resourceId: id });
    return session;
  }

  /** An enrolment as a row alone: nobody is told, and nobody comes after them by it. */
  async enrolment(given: Pick<Row<Enrolment>, 'sessionId' | 'learnerId'> & EnrolmentGiven): Promise<Row<Enrolment>> {
    const [last] = await this.app.database.rows<{ ticket: number }>(
      sql`select coalesce(max(ticket), 0) as ticket from enrolments where session_id = ${given.sessionId}`,
    );
    return this.save(new Enrolment(), { status: 'ENROLLED', priority: 0, ticket: (last?.ticket ?? 0) + 1, ...given });
  }

  progress({ id: enrolmentId }: Identified, { id: authorId }: Identified, note: string): Promise<Row<ProgressEntry>> {
    return this.save(new ProgressEntry(), { enrolmentId, authorId, percent: 50, note });
  }

  /** A conversation with a message of its starter, written as it is said: nobody is asked who may write to whom. */
  async conversation(given: Partial<Row<Conversation>>, starter: Identified, ...others: readonly Identified[]): Promise<Row<Conversation>> {
    const { id: starterId } = starter;
    const conversation = await this.save(new Conversation(), { kind: ConversationKind.DIRECT, ...given, starterId, messageCount: 1 });
    const conversationId = conversation.id;
    for (const { id: userId } of [starter, ...others]) await this.save(new Participant(), { conversationId, userId });
    await this.save(new Message(), { conversationId, authorId: starterId, position: 1, body: 'Hello' });
    return conversation;
  }
}

/** What `sessionCreate` answers. */
export async function createSession(client: Client, input: SessionCreateInput) {
  return (await client.ask(SessionCreate, { input })).sessionCreate;
}

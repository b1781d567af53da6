import { ConversationKind } from '../src/modules/messages/conversation.entity.js';
import { SessionStatus } from '../src/modules/sessions/session.status.js';
import type { Permission } from '../src/platform/access/permissions.js';
import type { TypedDocumentString } from './generated/documents.js';
import * as documents from './generated/documents.js';
import { book } from './support/booking.js';
import { cancel, during } from './support/seats.js';
import { PASSWORD, type Person, unique } from './support/seed.js';
import { slot } from './support/slots.js';
import { say } from './support/talking.js';
import { codeOf, enableTotp, setUpTotp } from './support/totp.js';
import { createSession, type TrainingWorld } from './support/training.js';

interface People {
  /** Who asks; for a visitor, the owner. */
  readonly person: Person;
  /** Whose row it is. */
  readonly owner: Person;
}

/** How to call a root field so that nothing but a missing right can refuse it. */
export interface Row {
  readonly document: TypedDocumentString<unknown, Record<string, unknown>>;
  variables(world: TrainingWorld, people: People): Promise<unknown>;
  /** For a subscription: makes something happen that it tells. */
  event?(world: TrainingWorld, variables: never): Promise<unknown>;
  /** The id of what it is done with, where that is not its argument `id`. */
  about?(variables: never): string;
  /** What else it takes for some who have its permission. */
  readonly takes?: readonly Permission[];
  /** Whoever may do it with their own knows of no other's. */
  readonly unknown?: true;
}

function row<Variables>(
  document: TypedDocumentString<unknown, Variables>,
  variables: (world: TrainingWorld, people: People) => NoInfer<Variables> | Promise<NoInfer<Variables>>,
  more: {
    event?: (world: TrainingWorld, variables: NoInfer<Variables>) => Promise<unknown>;
    about?: (variables: NoInfer<Variables>) => string;
    takes?: readonly Permission[];
    unknown?: true;
  } = {},
): Row {
  return {
    document: document as unknown as Row['document'],
    variables: async (world, people) => variables(world, people),
    ...(more as Partial<Row>),
  };
}

const none = () => ({});
const account = () => {
  const username = unique('new');
  return { username, email: `${username}@example.org`, firstName: 'Nina', lastName: 'New', password: 'a long enough one' };
};
const site = () => ({ name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' });
const idOf = async (thing: Promise<{ readonly id: string }>) => ({ id: (await thing).id });
const TIME = slot('10:00', '11:00');
const LATER = slot('12:00', '13:00');

async function window(world: TrainingWorld) {
  return world.window(await world.resource(), { kind: 'MAINTENANCE', ...TIME });
}

async function reservation(world: TrainingWorld, { owner }: People, status: 'PENDING' | 'CONFIRMED' = 'PENDING') {
  return world.reservation({ resourceId: (await world.resource()).id, userId: owner.id, status, ...TIME });
}

/** What proves to be somebody who has an authenticator app. */
async function protectedAccount(_world: TrainingWorld, { person }: People) {
  const [code] = (await enableTotp(person)).recoveryCodes;
  return { input: { password: PASSWORD, code } };
}
/** An account that a trainer made, and that is nobody's yet. */
async function invitation(world: TrainingWorld) {
  const { client } = await world.user({ role: 'TRAINER' });
  return (await client.ask(documents.LearnerInvite, { input: { email: account().email } })).learnerInvite;
}
const organization = (world: TrainingWorld, { owner }: People) => world.organization({ ownerId: owner.id });
const classGroup = (world: TrainingWorld, { owner }: People) => world.classOf(owner);
const taught = async (world: TrainingWorld, { owner }: People) => {
  const learner = await world.learner();
  return { classGroupId: (await world.classOf(owner, learner)).id, learnerId: learner.id };
};
const course = (world: TrainingWorld, { owner }: People) => world.course({ ownerId: owner.id, published: true });
const material = async (world: TrainingWorld, people: People) => world.material(await course(world, people));
const session = (world: TrainingWorld, { owner }: People, given: object = {}) =>
  world.bookedSession(TIME, { trainerId: owner.id, ...given });
const enrolment = async (world: TrainingWorld, people: People, given: object = {}) =>
  world.enrolment({ sessionId: (await session(world, people, given)).id, learnerId: (await world.learner()).id });
/** What a session takes, of a course that is the trainer's own. */
const arrangement = async (world: TrainingWorld, { id: trainerId }: Person) => ({
  courseId: (await world.course({ ownerId: trainerId, published: true })).id,
  trainerId,
  roomId: (await world.resource()).id,
  equipmentIds: [(await world.resource({ kind: 'EQUIPMENT' })).id],
  capacity: 10,
  ...TIME,
});

/** Of whoever watches their own enrolments, which no argument names. */
let watched = '';

const exam = async (world: TrainingWorld, people: People) => world.exam(await classGroup(world, people));
/** An exam of a class that somebody is in. */
const examToSit = async (world: TrainingWorld, { person, owner }: People) => world.exam(await world.classOf(owner, person));
const graded = async (world: TrainingWorld, { owner }: People) => {
  const learner = await world.learner();
  const { id: examId } = await world.exam(await world.classOf(owner, learner));
  return { examId, learnerId: learner.id };
};

/** Of conversations, who started them. */
const starters = new Map<string, Person>();
/** Somebody takes part in it, and may write to the others whoever that is. */
async function conversation(world: TrainingWorld, { person }: People) {
  const starter = await world.user({ role: 'STAFF' });
  const { id } = await world.conversation({ kind: ConversationKind.CLASS }, starter, person);
  starters.set(id, starter);
  return { id };
}
const inConversation = async (world: TrainingWorld, people: People) => ({ conversationId: (await conversation(world, people)).id });
const starterOf = ({ conversationId }: { conversationId?: string | null }) => starters.get(conversationId ?? '') as Person;
const ownMessage = async (world: TrainingWorld, people: People) => {
  const { id } = await conversation(world, people);
  return { id: await say(people.person, id, 'Mine') };
};
/** One that its owner started with a class, and in which everybody may write to the trainer of that. */
async function moderated(world: TrainingWorld, { person, owner }: People) {
  const trainer = await world.user({ role: 'TRAINER' });
  const { id: classGroupId } = await world.classOf(trainer, ...(person.role === 'LEARNER' ? [person] : []));
  const others = person.id === owner.id ? [] : [person];
  const other = await world.user();
  const { id } = await world.conversation({ kind: ConversationKind.CLASS, classGroupId }, owner, other, ...others);
  return { id, userId: other.id, userIds: [trainer.id] };
}

export const rows: Readonly<Record<string, Row>> = {
  'Query.explainAccess': row(documents.ExplainAccess, () => ({ permission: 'site:delete' })),
  'Query.me': row(documents.Me, none),
  'Query.logins': row(documents.Logins, none),
  'Query.loginHistory': row(documents.LoginHistory, none),
  'Query.secondFactor': row(documents.SecondFactor, none),
  'Query.accountExport': row(documents.AccountExport, none),
  'Query.userExport': row(documents.UserExport, (_world, { owner }) => ({ id: owner.id })),
  'Query.users': row(documents.Users, none),
  'Query.user': row(documents.UserDetail, (_world, { owner }) => ({ id: owner.id })),
  'Query.auditEntries': row(documents.AuditEntries, none),
  'Query.sites': row(documents.Sites, none),
  'Query.site': row(documents.Site, world => idOf(world.site())),
  'Query.departments': row(documents.Departments, none),
  'Query.department': row(documents.DepartmentDetail, world => idOf(world.department())),
  'Query.resources': row(documents.Resources, none),
  'Query.resource': row(documents.ResourceDetail, world => idOf(world.resource())),
  'Query.availableResources': row(documents.AvailableResources, () => TIME),
  'Query.availabilityWindow': row(documents.AvailabilityWindowDetail, world => idOf(window(world))),
  'Query.reservations': row(documents.Reservations, none),
  'Query.reservation': row(documents.ReservationDetail, (world, people) => idOf(reservation(world, people))),
  'Query.organizations': row(documents.OrganizationNames, none),
  'Query.organization': row(documents.OrganizationDetail, (world, people) => idOf(organization(world, people))),
  'Query.classGroup': row(documents.ClassGroupDetail, (world, people) => idOf(classGroup(world, people))),
  'Query.learners': row(documents.Learners, none),
  'Query.courses': row(documents.CourseTitles, none),
  'Query.course': row(documents.CourseDetail, (world, people) => idOf(course(world, people))),
  'Query.sessions': row(documents.SessionTimes, none),
  'Query.session': row(documents.SessionDetail, (world, people) => idOf(session(world, people))),
  'Query.calendar': row(documents.Calendar, () => ({ from: TIME.startsAt, to: TIME.endsAt })),
  'Query.exams': row(documents.Exams, none),
  'Query.exam': row(documents.Exam, (world, people) => idOf(examToSit(world, people))),
  'Query.conversations': row(documents.Conversations, none),
  'Query.conversation': row(documents.Conversation, async (world, people) => ({ id: (await conversation(world, people)).id })),
  'Query.messages': row(documents.MessageSearch, () => ({ text: 'Hello' })),

  'Mutation.register': row(documents.Register, () => ({ input: account() })),
  'Mutation.login': row(documents.Login, (_world, { owner }) => ({ input: { email: owner.email, password: PASSWORD } })),
  'Mutation.tokenRefresh': row(documents.TokenRefresh, (_world, { owner }) => ({ refreshToken: owner.refreshToken })),
  'Mutation.logout': row(documents.Logout, none),
  'Mutation.passwordChange': row(documents.PasswordChange, () => ({
    input: { currentPassword: PASSWORD, newPassword: 'another long enough one' },
  })),
  'Mutation.loginRevoke': row(documents.LoginRevoke, (_world, { person }) => ({ id: person.loginId })),
  'Mutation.passwordResetRequest': row(documents.PasswordResetRequest, (_world, { owner }) => ({ input: { email: owner.email } })),
  'Mutation.passwordReset': row(documents.PasswordReset, async (world, { owner }) => ({
    input: { token: await world.token(owner, 'password-reset'), newPassword: 'another long enough one' },
  })),
  'Mutation.emailVerificationRequest': row(documents.EmailVerificationRequest, none),
  'Mutation.emailVerify': row(documents.EmailVerify, async (world, { owner }) => ({
    token: await world.token(owner, 'email-verification'),
  })),
  'Mutation.emailChange': row(documents.EmailChange, () => ({ input: { email: `${unique('new')}@example.org`, password: PASSWORD } })),
  'Mutation.totpSetUp': row(documents.TotpSetUp, () => ({ input: { password: PASSWORD } })),
  'Mutation.totpEnable': row(documents.TotpEnable, async (_world, { person }) => ({ code: codeOf(await setUpTotp(person)) })),
  'Mutation.totpDisable': row(documents.TotpDisable, protectedAccount),
  'Mutation.recoveryCodesRenew': row(documents.RecoveryCodesRenew, protectedAccount),
  'Mutation.accountErase': row(documents.AccountErase, () => ({ input: { password: PASSWORD } })),
  'Mutation.userTotpDisable': row(documents.UserTotpDisable, async world => {
    const user = await world.user();
    await enableTotp(user);
    return { id: user.id };
  }),
  'Mutation.userErase': row(documents.UserErase, world => idOf(world.user())),
  'Mutation.userCreate': row(documents.UserCreate, () => ({ input: { ...account(), role: 'STAFF' as const } })),
  'Mutation.userUpdate': row(documents.UserUpdate, async world => ({ id: (await world.user()).id, input: { firstName: 'New' } })),
  'Mutation.siteCreate': row(documents.SiteCreate, () => ({ input: site() })),
  'Mutation.siteUpdate': row(documents.SiteUpdate, async world => ({ id: (await world.site()).id, input: { address: 'There' } })),
  'Mutation.siteDelete': row(documents.SiteDelete, world => idOf(world.site())),
  'Mutation.departmentCreate': row(documents.DepartmentCreate, async world => ({
    input: { name: 'New department', siteId: (await world.site()).id, managerId: (await world.user({ role: 'MANAGER' })).id },
  })),
  'Mutation.departmentUpdate': row(documents.DepartmentUpdate, async world => ({
    id: (await world.department()).id,
    input: { name: 'New name' },
  })),
  'Mutation.departmentDelete': row(documents.DepartmentDelete, world => idOf(world.department())),
  'Mutation.resourceCreate': row(documents.ResourceCreate, async world => ({
    input: { name: unique('Room'), kind: 'ROOM' as const, capacity: 4, siteId: (await world.site()).id },
  })),
  'Mutation.resourceUpdate': row(documents.ResourceUpdate, async world => ({ id: (await world.resource()).id, input: { capacity: 11 } })),
  'Mutation.resourceDelete': row(documents.ResourceDelete, world => idOf(world.resource())),
  'Mutation.availabilityWindowCreate': row(documents.AvailabilityWindowCreate, async world => ({
    input: { resourceId: (await world.resource()).id, kind: 'MAINTENANCE' as const, ...TIME },
  })),
  'Mutation.availabilityWindowUpdate': row(documents.AvailabilityWindowUpdate, async world => ({
    id: (await window(world)).id,
    input: { reason: 'Paint' },
  })),
  'Mutation.availabilityWindowDelete': row(documents.AvailabilityWindowDelete, world => idOf(window(world))),
  'Mutation.reservationCreate': row(documents.ReservationCreate, async world => ({
    input: { resourceId: (await world.resource()).id, participants: 2, ...TIME },
  })),
  'Mutation.reservationUpdate': row(documents.ReservationUpdate, async (world, people) => ({
    id: (await reservation(world, people)).id,
    input: LATER,
  })),
  'Mutation.reservationConfirm': row(documents.ReservationConfirm, (world, people) => idOf(reservation(world, people))),
  'Mutation.reservationCancel': row(documents.ReservationCancel, (world, people) => idOf(reservation(world, people))),
  'Mutation.reservationComplete': row(documents.ReservationComplete, (world, people) => idOf(reservation(world, people, 'CONFIRMED'))),
  'Mutation.reservationMarkNoShow': row(documents.ReservationMarkNoShow, (world, people) => idOf(reservation(world, people, 'CONFIRMED'))),
  'Mutation.profileUpdate': row(documents.ProfileUpdate, () => ({ input: { firstName: 'New' } })),
  'Mutation.organizationCreate': row(documents.OrganizationCreate, () => ({ input: { name: unique('School') } })),
  'Mutation.organizationUpdate': row(documents.OrganizationUpdate, async (world, people) => ({
    id: (await organization(world, people)).id,
    input: { address: 'There' },
  })),
  'Mutation.organizationDelete': row(documents.OrganizationDelete, (world, people) => idOf(organization(world, people))),
  'Mutation.classGroupCreate': row(
    documents.ClassGroupCreate,
    async (world, people) => ({ input: { name: '1A', organizationId: (await organization(world, people)).id } }),
    { about: ({ input }) => input.organizationId },
  ),
  'Mutation.classGroupUpdate': row(documents.ClassGroupUpdate, async (world, people) => ({
    id: (await classGroup(world, people)).id,
    input: { name: '1B' },
  })),
  'Mutation.classGroupDelete': row(documents.ClassGroupDelete, (world, people) => idOf(classGroup(world, people))),
  'Mutation.classGroupAddLearners': row(
    documents.ClassGroupAddLearners,
    async (world, people) => ({
      id: (await classGroup(world, people)).id,
      learnerIds: [(await taught(world, people)).learnerId],
    }),
    { takes: ['learner:read-details'] },
  ),
  'Mutation.classGroupRemoveLearners': row(documents.ClassGroupRemoveLearners, async (world, { owner }) => {
    const learner = await world.learner();
    return { id: (await world.classOf(owner, learner)).id, learnerIds: [learner.id] };
  }),
  'Mutation.learnerInvite': row(documents.LearnerInvite, () => ({ input: { email: account().email } })),
  'Mutation.invitationAccept': row(documents.InvitationAccept, async world => {
    const { firstName, lastName, password } = account();
    return { input: { token: (await invitation(world)).invitationToken ?? '', firstName, lastName, password } };
  }),
  'Mutation.courseCreate': row(documents.CourseCreate, () => ({ input: { title: 'Sums', durationMinutes: 60 } })),
  'Mutation.courseUpdate': row(documents.CourseUpdate, async (world, people) => ({
    id: (await course(world, people)).id,
    input: { published: false },
  })),
  'Mutation.courseDelete': row(documents.CourseDelete, (world, people) => idOf(course(world, people))),
  'Mutation.courseAssign': row(
    documents.CourseAssign,
    async (world, people) => {
      const { classGroupId, learnerId } = await taught(world, people);
      return { id: (await course(world, people)).id, classGroupIds: [classGroupId], learnerIds: [learnerId] };
    },
    { takes: ['learner:read-details'] },
  ),
  'Mutation.courseUnassign': row(documents.CourseUnassign, async (world, people) => {
    const [{ id }, { id: learnerId }] = [await course(world, people), await world.learner()];
    await world.give({ id }, { learnerId });
    return { id, learnerIds: [learnerId] };
  }),
  'Mutation.materialAdd': row(
    documents.MaterialAdd,
    async (world, people) => ({
      courseId: (await course(world, people)).id,
      input: { kind: 'LINK' as const, title: 'Page', url: 'https://example.org' },
    }),
    { about: ({ courseId }) => courseId },
  ),
  'Mutation.materialUpdate': row(documents.MaterialUpdate, async (world, people) => ({
    id: (await material(world, people)).id,
    input: { title: 'New title' },
  })),
  'Mutation.materialMove': row(documents.MaterialMove, async (world, people) => {
    const { id, courseId } = await material(world, people);
    await world.material({ id: courseId }, 2);
    return { id, position: 2 };
  }),
  'Mutation.materialRemove': row(documents.MaterialRemove, (world, people) => idOf(material(world, people))),
  'Mutation.sessionCreate': row(documents.SessionCreate, async (world, { person }) => ({ input: await arrangement(world, person) })),
  'Mutation.sessionUpdate': row(documents.SessionUpdate, async (world, people) => ({
    id: (await session(world, people)).id,
    input: { capacity: 9 },
  })),
  'Mutation.sessionReschedule': row(documents.SessionReschedule, async (world, people) => ({
    id: (await session(world, people)).id,
    ...LATER,
  })),
  'Mutation.sessionCancel': row(documents.SessionCancel, (world, people) => idOf(session(world, people))),
  'Mutation.sessionStart': row(documents.SessionStart, (world, people) => idOf(session(world, people))),
  'Mutation.sessionComplete': row(documents.SessionComplete, (world, people) =>
    idOf(session(world, people, { status: SessionStatus.RUNNING })),
  ),
  'Mutation.sessionEnrol': row(
    documents.SessionEnrol,
    async (world, { person }) => {
      const { learnerId } = await taught(world, { person, owner: person });
      return { id: (await session(world, { person, owner: person })).id, ...(person.role !== 'LEARNER' && { learnerId }) };
    },
    { takes: ['enrolment:create-for-others', 'learner:read-details'] },
  ),
  'Mutation.sessionEnrolClass': row(
    documents.SessionEnrolClass,
    async (world, people) => ({ id: (await session(world, people)).id, classGroupId: (await taught(world, people)).classGroupId }),
    { takes: ['learner:read-details'] },
  ),
  'Mutation.enrolmentCancel': row(
    documents.EnrolmentCancel,
    async (world, { owner }) => idOf(world.enrolment({ sessionId: (await world.session(during())).id, learnerId: owner.id })),
    { unknown: true },
  ),
  'Mutation.enrolmentMark': row(
    documents.EnrolmentMark,
    async (world, people) => ({
      id: (await enrolment(world, people, { status: SessionStatus.RUNNING })).id,
      status: 'ATTENDED' as const,
    }),
    { unknown: true },
  ),
  'Mutation.progressRecord': row(
    documents.ProgressRecord,
    async (world, people) => ({ enrolmentId: (await enrolment(world, people)).id, percent: 40 }),
    { about: ({ enrolmentId }) => enrolmentId, unknown: true },
  ),
  'Mutation.examCreate': row(
    documents.ExamCreate,
    async (world, people) => {
      const [{ id: courseId }, { id: classGroupId }] = [await world.course({ published: true }), await classGroup(world, people)];
      return { input: { courseId, classGroupId, title: 'Sums', kind: 'EXAM' as const, coefficient: '1', date: '2030-06-03' } };
    },
    { about: ({ input }) => input.classGroupId },
  ),
  'Mutation.examUpdate': row(
    documents.ExamUpdate,
    async (world, people) => ({ id: (await exam(world, people)).id, input: { title: 'New title' } }),
    { unknown: true },
  ),
  'Mutation.examDelete': row(documents.ExamDelete, (world, people) => idOf(exam(world, people)), { unknown: true }),
  'Mutation.gradeSet': row(documents.GradeSet, async (world, people) => ({ ...(await graded(world, people)), value: '12.25' }), {
    about: ({ examId }) => examId,
    unknown: true,
  }),
  'Mutation.gradeClear': row(
    documents.GradeClear,
    async (world, people) => {
      const { examId, learnerId } = await graded(world, people);
      await world.grade({ id: examId }, { id: learnerId }, 49);
      return { examId, learnerId };
    },
    { about: ({ examId }) => examId, unknown: true },
  ),
  'Mutation.conversationStart': row(documents.ConversationStart, async world => ({
    input: { participantIds: [(await world.user({ role: 'STAFF' })).id], subject: 'Sums', body: 'Hello' },
  })),
  'Mutation.conversationMarkRead': row(documents.ConversationMarkRead, conversation),
  'Mutation.conversationLeave': row(documents.ConversationLeave, conversation),
  'Mutation.conversationRemoveParticipant': row(documents.ConversationRemoveParticipant, async (world, people) => {
    const { id, userId } = await moderated(world, people);
    return { id, userId };
  }),
  'Mutation.conversationAddParticipants': row(documents.ConversationAddParticipants, async (world, people) => {
    const { id, userIds } = await moderated(world, people);
    return { id, userIds };
  }),
  'Mutation.messageSend': row(
    documents.MessageSend,
    async (world, people) => ({ ...(await inConversation(world, people)), body: 'Hello' }),
    { about: ({ conversationId }) => conversationId },
  ),
  'Mutation.messageEdit': row(documents.MessageEdit, async (world, people) => ({ ...(await ownMessage(world, people)), body: 'Better' })),
  'Mutation.messageDelete': row(documents.MessageDelete, ownMessage),

  'Subscription.enrolmentChanged': row(
    documents.EnrolmentChanged,
    async (world, { person }) => {
      watched = (await world.enrolment({ sessionId: (await world.session(during())).id, learnerId: person.id })).id;
      return {};
    },
    { event: async world => cancel(await world.user({ role: 'STAFF' }), watched) },
  ),
  'Subscription.reservationChanged': row(documents.ReservationChanged, async world => ({ resourceId: (await world.resource()).id }), {
    event: async (world, { resourceId }) => book((await world.user()).client, { resourceId: resourceId ?? '', participants: 1, ...TIME }),
  }),
  'Subscription.sessionChanged': row(
    documents.SessionWatch,
    async world => ({ courseId: (await world.course({ ownerId: (await world.user({ role: 'TRAINER' })).id, published: true })).id }),
    {
      event: async (world, { courseId }) => {
        const staff = await world.user({ role: 'STAFF' });
        return createSession(staff.client, { ...(await arrangement(world, staff)), courseId: courseId ?? '' });
      },
    },
  ),
  'Subscription.messageReceived': row(documents.MessageReceived, inConversation, {
    event: (_world, variables) => say(starterOf(variables), variables.conversationId ?? '', 'Hello'),
  }),
  'Subscription.conversationRead': row(documents.ConversationRead, inConversation, {
    event: (_world, variables) => starterOf(variables).client.ask(documents.ConversationMarkRead, { id: variables.conversationId }),
  }),
};

import type { User } from '../modules/accounts/user.entity.js';
import { Conversation, ConversationKind } from '../modules/messages/conversation.entity.js';
import { Message } from '../modules/messages/message.entity.js';
import { Participant } from '../modules/messages/participant.entity.js';
import { ClassGroup } from '../modules/organizations/class-group.entity.js';
import { Membership } from '../modules/organizations/membership.entity.js';
import { Role } from '../platform/access/permissions.js';
import { assign } from '../platform/database/changes.js';
import { HOUR_MS } from '../platform/time/interval.js';

const { ADMIN, EMPLOYEE, LEARNER, MANAGER, SALES, STAFF, SUPPORT, TRAINER } = Role;

interface Talk {
  readonly subject: string;
  /** In the order in which they came in; the first started it. */
  readonly between: readonly Role[];
  /** With the whole of the first class, and its trainer. */
  readonly withClass?: true;
  /** Whose account says what, so many hours ago. */
  readonly said: readonly (readonly [who: Role, hoursAgo: number, body: string])[];
}

const talks: readonly Talk[] = [
  {
    subject: 'My flexbox exercise',
    between: [LEARNER, TRAINER],
    said: [
      [LEARNER, 50, 'Hello! My menu wraps on the telephone, and I cannot see why. Could you have a look?'],
      [TRAINER, 47, 'Of course. Try `min-width: 0` on the entries, and tell me what changes.'],
      [LEARNER, 46, 'That was it, thank you!'],
      [TRAINER, 45, 'Good. Write down why, we will need it again on Thursday.'],
    ],
  },
  {
    subject: 'Bring your computers on Thursday',
    between: [TRAINER],
    withClass: true,
    said: [
      [TRAINER, 30, 'On Thursday we are in Classroom 2. Please bring your own computers, with the editor installed.'],
      [LEARNER, 28, 'Will there be chargers?'],
      [TRAINER, 27, 'Four of them. Come charged.'],
    ],
  },
  {
    subject: 'Auditorium in two weeks',
    between: [MANAGER, EMPLOYEE, SUPPORT],
    said: [
      [MANAGER, 22, 'The open house takes the Auditorium for the whole afternoon. Who moves what is there already?'],
      [EMPLOYEE, 21, 'Mine can go to Classroom 1. I have just moved it.'],
      [SUPPORT, 20, 'I will see to the chairs.'],
    ],
  },
  {
    subject: 'Certificates',
    between: [STAFF, LEARNER],
    said: [
      [STAFF, 5, 'Your certificate of attendance is ready: you can fetch it at the reception, or I mail it to you. Which do you prefer?'],
    ],
  },
  {
    subject: 'New account for a colleague',
    between: [SALES, ADMIN],
    said: [
      [SALES, 3, 'A colleague joins the sales team on Monday. Can you make an account for her?'],
      [ADMIN, 2, 'Done. She will find the mail with her password on Monday morning.'],
    ],
  },
];

/** Some conversations, of which the last messages are not read by everybody. */
export function makeConversations(users: readonly User[], training: readonly object[]): object[] {
  const account = (role: Role) => users.find(it => it.role === role) as User;
  const classGroup = training.find(it => it instanceof ClassGroup);
  const members = training.flatMap(it => (it instanceof Membership && it.classGroupId === classGroup?.id ? [it.learnerId] : []));
  return talks.flatMap(({ subject, between, withClass, said }) => {
    const people = new Set([...between.map(it => account(it).id), ...(withClass ? members : [])]);
    const of = withClass ? { kind: ConversationKind.CLASS, classGroupId: classGroup?.id } : { kind: ConversationKind.DIRECT };
    const starterId = account(between[0] as Role).id;
    const conversation = assign(new Conversation(), { ...of, subject, starterId, messageCount: said.length });
    const conversationId = conversation.id;
    const messages = said.map(([who, hoursAgo, body], i) => {
      const createdAt = Date.now() - hoursAgo * HOUR_MS;
      return assign(new Message(), { conversationId, authorId: account(who).id, position: i + 1, body, createdAt });
    });
    assign(conversation, { createdAt: messages[0]?.createdAt, lastMessageAt: messages.at(-1)?.createdAt });
    // Who wrote something has read what was there by then.
    const participants = [...people].map(userId => {
      const readUpTo = Math.max(0, ...messages.filter(it => it.authorId === userId).map(it => it.position));
      return assign(new Participant(), { conversationId, userId, readUpTo, createdAt: conversation.createdAt });
    });
    return [conversation, ...participants, ...messages];
  });
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayGoOn, mayWriteTo } from '../../../src/modules/messages/conversation.rules.js';
import { Role } from '../../../src/platform/access/permissions.js';
import { sql } from '../../../src/platform/database/sql.js';
import { ClassGroupRemoveLearners, ConversationRemoveParticipant, ConversationStart, UserUpdate } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { refusals } from '../../support/client.js';
import type { Person } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { readBy, refusedSay, refusedStart, say, start, talk } from '../../support/talking.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const roles = Object.values(Role);

const NOBODY = ['NOT_ALLOWED input.participantIds.0'];

/** As it was ordered: of each role, to whom it may write; with a star, where one of both teaches the other. */
const ORDERED: Record<Role, string> = {
  LEARNER: 'STAFF ADMIN TRAINER*',
  TRAINER: 'STAFF ADMIN TRAINER LEARNER*',
  STAFF: roles.join(' '),
  MANAGER: roles.join(' '),
  ADMIN: roles.join(' '),
  EMPLOYEE: 'ADMIN MANAGER STAFF TRAINER EMPLOYEE SALES SUPPORT',
  SALES: 'ADMIN MANAGER STAFF TRAINER EMPLOYEE SALES SUPPORT',
  SUPPORT: 'ADMIN MANAGER STAFF TRAINER EMPLOYEE SALES SUPPORT',
};

function ordered(sender: Role, recipient: Role, teaching: boolean): boolean {
  const allowed = ORDERED[sender].split(' ');
  return allowed.includes(recipient) || (teaching && allowed.includes(`${recipient}*`));
}

/** Makes one teach the other, as far as these roles can. */
async function teach(one: Person, other: Person): Promise<boolean> {
  const people = [one, other];
  const [trainer, learner] = [people.find(it => it.role === 'TRAINER'), people.find(it => it.role === 'LEARNER')];
  if (trainer && learner) await world.classOf(trainer, learner);
  return !!trainer && !!learner;
}

describe.each(roles)('%s writes', sender => {
  test.each(roles)('to %s as is ordered, taught or not', async recipient => {
    const [one, other] = [await world.user({ role: sender }), await world.user({ role: recipient })];
    expect(await refusedStart(one, { participantIds: [other.id] })).toEqual(ordered(sender, recipient, false) ? [] : NOBODY);
    const teaching = await teach(one, other);
    expect(await refusedStart(one, { participantIds: [other.id] })).toEqual(ordered(sender, recipient, teaching) ? [] : NOBODY);
  });
});

test('the rule says what is ordered, and whoever teaches whom does not take anything away', () => {
  fc.assert(
    fc.property(fc.constantFrom(...roles), fc.constantFrom(...roles), fc.boolean(), (sender, role, teaching) => {
      expect(mayWriteTo(sender, { role, teaching })).toBe(ordered(sender, role, teaching));
      if (mayWriteTo(sender, { role, teaching: false })) expect(mayWriteTo(sender, { role, teaching: true })).toBe(true);
    }),
  );
});

test('whoever may write to the starter, or be written to by them, may go on; a starter as long as they could start', () => {
  const correspondent = fc.record({ role: fc.constantFrom(...roles), teaching: fc.boolean() });
  fc.assert(
    fc.property(fc.constantFrom(...roles), fc.array(correspondent), correspondent, (sender, others, starter) => {
      expect(mayGoOn(sender, others, undefined)).toBe(others.every(it => mayWriteTo(sender, it)));
      const either = mayWriteTo(sender, starter) || mayWriteTo(starter.role, { role: sender, teaching: starter.teaching });
      expect(mayGoOn(sender, [...others, starter], starter)).toBe(either);
    }),
  );
});

describe('a trainer and a learner', () => {
  test.each(['a course that was given', 'an invitation'])('write to each other for the sake of %s', async why => {
    const [trainer, learner, other] = [await world.user({ role: 'TRAINER' }), await world.learner(), await world.user({ role: 'TRAINER' })];
    if (why === 'an invitation') await world.invitation(learner, trainer);
    else await world.give(await world.course({ ownerId: trainer.id }), { learnerId: learner.id });
    expect(await refusedStart(trainer, { participantIds: [learner.id] })).toEqual([]);
    expect(await refusedStart(learner, { participantIds: [trainer.id] })).toEqual([]);
    expect(await refusedStart(learner, { participantIds: [trainer.id, other.id] })).toEqual(['NOT_ALLOWED input.participantIds.1']);
    expect(await refusedStart(other, { participantIds: [learner.id] })).toEqual(NOBODY);
  });

  test.each(['the learner', 'the trainer'])(
    'go on in no conversation, started by %s, once the learner has left the class',
    async starter => {
      const [trainer, learner] = [await world.user({ role: 'TRAINER', lastName: 'Turing' }), await world.learner()];
      const { id: classGroupId } = await world.classOf(trainer, learner);
      const id = starter === 'the learner' ? await talk(learner, trainer) : await talk(trainer, learner);
      await say(learner, id, 'When?');
      await say(trainer, id, 'Now.');
      await trainer.client.ask(ClassGroupRemoveLearners, { id: classGroupId, learnerIds: [learner.id] });
      expect(await refusedSay(learner, id)).toEqual(['NOT_ALLOWED conversationId']);
      expect(await refusedSay(trainer, id)).toEqual(['NOT_ALLOWED conversationId']);
      // What was written stays with both.
      expect(await readBy(learner, id)).toEqual(['Now.', 'When?', 'Hello']);
    },
  );
});

describe('an answer', () => {
  test.each(['MANAGER', 'TRAINER'] as const)(
    'is given to a %s who may write to the learner, though not the other way round',
    async role => {
      const [manager, learner] = [await world.user({ role }), await world.learner()];
      if (role === 'TRAINER') await world.classOf(manager, learner);
      const id = await talk(manager, learner);
      expect(await refusedSay(learner, id)).toEqual([]);
      const other = await world.user({ role });
      expect(await refusedStart(learner, { participantIds: [other.id] })).toEqual(NOBODY);
    },
  );

  test('in a conversation of several goes to its starter: learners need not be allowed to write to each other', async () => {
    const [staff, ann, bob] = [await world.user({ role: 'STAFF' }), await world.learner(), await world.learner()];
    const id = await talk(staff, ann, bob);
    expect(await refusedSay(ann, id)).toEqual([]);
    await staff.client.ask(ConversationRemoveParticipant, { id, userId: bob.id });
    expect(await refusedSay(ann, id)).toEqual([]);
  });

  test('is refused by the roles of the moment', async () => {
    const [admin, employee, other] = [await world.user({ role: 'ADMIN' }), await world.user(), await world.user()];
    const id = await talk(employee, other);
    for (const it of [employee, other]) await admin.client.ask(UserUpdate, { id: it.id, input: { role: 'LEARNER' } });
    expect(await refusedSay(employee, id)).toEqual(['NOT_ALLOWED conversationId']);
    expect(await refusedSay(other, id)).toEqual(['NOT_ALLOWED conversationId']);
  });

  test('goes to nobody who is gone', async () => {
    const [admin, one, other] = [await world.user({ role: 'ADMIN' }), await world.user(), await world.user()];
    const id = await talk(one, other);
    await admin.client.ask(UserUpdate, { id: other.id, input: { active: false } });
    expect(await refusedSay(one, id)).toEqual(['INVALID_STATUS conversationId']);
  });
});

describe('a refusal', () => {
  test('names each whom one may not write to, and does not tell who there is', async () => {
    const [learner, staff, other] = [await world.learner(), await world.user({ role: 'STAFF' }), await world.learner()];
    const closed = await world.user({ role: 'STAFF', active: false });
    const participantIds = [staff.id, other.id, crypto.randomUUID(), closed.id, learner.id, 'nonsense'];
    const { conversation, message, errors } = await start(learner, { participantIds });
    expect([conversation, message]).toEqual([null, null]);
    expect(refusals({ errors })).toEqual([1, 2, 3, 5].map(i => `NOT_ALLOWED input.participantIds.${i}`));
    expect(new Set(errors.map(it => it.message)).size).toBe(1);
    expect(await app.database.rows(sql`select id from conversations where starter_id = ${learner.id}`)).toEqual([]);
  });

  test('tells every broken rule at once', async () => {
    const [learner, other] = [await world.learner(), await world.learner()];
    const input = { participantIds: [other.id], subject: ' ', body: 'x'.repeat(4_001) };
    expect(await refusedStart(learner, input)).toEqual(['TOO_SHORT input.subject', 'TOO_LONG input.body', ...NOBODY]);
  });

  test('is for who names nobody, too many, or several ways at once', async () => {
    const person = await world.user();
    expect(await refusedStart(person, {})).toEqual(['INVALID_VALUE input.participantIds']);
    expect(await refusedStart(person, { participantIds: [] })).toEqual(['TOO_SHORT input.participantIds']);
    expect(await refusedStart(person, { participantIds: [person.id] })).toEqual(['TOO_SHORT input.participantIds']);
    const many = Array.from({ length: 101 }, () => crypto.randomUUID());
    expect(await refusedStart(person, { participantIds: many })).toEqual(['TOO_LONG input.participantIds']);
    const { id: classGroupId } = await world.classGroup();
    expect(await refusedStart(person, { participantIds: many, classGroupId })).toEqual(['INVALID_VALUE input.classGroupId']);
  });
});

test('to many is asked by as many statements as to one', async () => {
  const sender = await world.user({ role: 'TRAINER' });
  const learners = await Promise.all(Array.from({ length: 20 }, () => world.learner()));
  await world.classOf(sender, ...learners);
  const cost = async (...whom: readonly Person[]) => {
    const input = { participantIds: whom.map(it => it.id), body: 'Hello' };
    return (await statementsOf(app, () => sender.client.ask(ConversationStart, { input }))).length;
  };
  const [one, many] = [await cost(learners[0] as Person), await cost(...learners)];
  expect(many).toBe(one);
});

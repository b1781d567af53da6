import { describe, expect, test } from 'vitest';
import { SessionStatus } from '../../../src/modules/sessions/session.status.js';
import { sql, text } from '../../../src/platform/database/sql.js';
import {
  AccountErase,
  Conversations,
  EmailChange,
  GradeClear,
  GradeSet,
  Login,
  PasswordResetRequest,
  ProfileUpdate,
  ReservationCancel,
  ReservationCreate,
  ReservationDetail,
  ResourceDelete,
  TokenRefresh,
  UserErase,
  UserUpdate,
  Viewer,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { dumpOf } from '../../support/dump.js';
import { mailTo, settle } from '../../support/mailbox.js';
import { during } from '../../support/seats.js';
import { PASSWORD, type Person, seed, unique } from '../../support/seed.js';
import { slot } from '../../support/slots.js';
import { readBy, say, start, talk } from '../../support/talking.js';
import { withinASecond } from '../../support/time.js';
import { enableTotp } from '../../support/totp.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp({ trustedProxies: 1 });
const world = new TrainingWorld(app);
const admin = await world.user({ role: 'ADMIN' });

const ADDRESS = '203.0.113.99';

async function eraseOwn({ client }: Person, input: { password: string; code?: string } = { password: PASSWORD }) {
  return (await client.ask(AccountErase, { input })).accountErase;
}

async function eraseAs({ client }: Person, id: string) {
  return (await client.ask(UserErase, { id })).userErase;
}

/** Someone of whom something stands in every table that can hold anything of anyone. */
async function someone() {
  const [room, site] = [await world.resource(), await world.site()];
  const person = await world.user({ role: 'MANAGER', firstName: unique('Zoë'), lastName: unique('Personne'), primarySiteId: site.id });
  const exam = await world.exam(await world.classOf(person, person));
  for (const value of ['12', '13']) {
    const given = { examId: exam.id, learnerId: person.id, value, comment: `${value} for ${person.firstName}` };
    await admin.client.ask(GradeSet, given);
  }
  await world.give(await world.course({ ownerId: person.id }), { learnerId: person.id });
  const session = await world.session(during());
  await world.progress(await world.enrolment({ sessionId: session.id, learnerId: person.id }), admin, `Well done, ${person.firstName}`);
  await world.invitation(person, admin);
  await world.invitation(await world.learner(), person);
  const { recoveryCodes } = await enableTotp(person);
  const code = recoveryCodes[0] ?? '';
  const caller = app.visitor.with({ 'x-forwarded-for': ADDRESS, 'user-agent': 'a browser of the erased' });
  const [proof, pending] = [{ password: PASSWORD, code }, `${unique('pending')}@example.org`];
  await caller.ask(Login, { input: { email: person.email, password: 'a wrong guess' } });
  await caller.ask(Login, { input: { email: person.email, ...proof } });
  await person.client.ask(EmailChange, { input: { email: pending, password: PASSWORD, code: recoveryCodes[1] ?? '' } });
  await caller.ask(PasswordResetRequest, { input: { email: person.email } });
  await person.client.once(ReservationCreate, 'a-key', {
    input: { resourceId: room.id, participants: 1, note: `Ask ${person.lastName}`, ...slot('12:00', '13:00') },
  });
  await settle(app);
  const reservation = await world.reservation({
    resourceId: room.id,
    userId: person.id,
    description: `For ${person.lastName}`,
    note: `Call ${person.firstName}`,
    ...slot('10:00', '11:00'),
  });
  await world.give(await world.course({ ownerId: person.id }), { learnerId: person.id });
  await world.classOf(person, person);
  await world.session({
    startsAt: Date.parse(slot('10:00', '11:00').startsAt),
    endsAt: Date.parse(slot('10:00', '11:00').endsAt),
    trainerId: person.id,
    status: SessionStatus.CANCELLED,
    cancelReason: `${person.firstName} is ill`,
  });
  const { subject, body } = { subject: unique('Subject'), body: unique('Message') };
  await start(person, { participantIds: [admin.id], subject, body });
  // One that is not sent before they are erased.
  await app.mail.stop();
  await caller.ask(PasswordResetRequest, { input: { email: person.email } });
  const traces = [
    person.firstName,
    person.lastName,
    person.username,
    person.email,
    pending,
    ADDRESS,
    'a browser of the erased',
    subject,
    body,
  ];
  return { person, reservation, proof: { password: PASSWORD, code: recoveryCodes[2] ?? '' }, traces };
}

/** Of every table that holds something about people, how many rows are about this one. */
async function holdings({ id }: Person): Promise<Record<string, number>> {
  await app.sealer.seal();
  const counts = await Promise.all(
    app.modules.privacy.personal.map(async ({ name, entity, about }) => {
      const table = app.database.table(entity).name;
      const [row] = await app.database.rows<{ count: number }>(sql`select count(*) as count from ${text(`${table} t`)} where ${about(id)}`);
      return [name, row?.count ?? 0] as const;
    }),
  );
  return Object.fromEntries(counts);
}

describe('someone who is erased', () => {
  test('leaves no trace in any table, and their reservations stay, nameless', async () => {
    const { person, reservation, proof, traces } = await someone();
    const before = await holdings(person);
    expect(Object.entries(before).filter(([name, count]) => count === 0 && name !== 'departments')).toEqual([]);
    const socket = person.client.socket();
    await socket.opened;

    expect(refusals(await eraseOwn(person, proof))).toEqual([]);
    expect((await withinASecond(socket.closed)).code).toBe(4403);
    await app.mail.look();
    expect(await holdings(person)).toMatchObject({ account: 1, reservations: 2, logins: 0, loginAttempts: 0, mails: 0, answers: 0 });
    const dump = JSON.stringify(await dumpOf(app));
    for (const trace of traces) expect(dump).not.toContain(trace);

    const read = (await admin.client.ask(ReservationDetail, { id: reservation.id })).reservation;
    expect(read).toMatchObject({ id: reservation.id, status: 'PENDING', description: null, note: null, user: { fullName: 'Erased user' } });
    app.mail.start();
  });

  test('loses of every row about them just what it was decided to lose', async () => {
    const { person } = await someone();
    const rowsOf = async () =>
      Promise.all(
        app.modules.privacy.personal.map(({ entity, about }) =>
          app.database.rows<Record<string, unknown>>(
            sql`select t.* from ${text(`${app.database.table(entity).name} t`)} where ${about(person.id)}`,
          ),
        ),
      );
    const before = await rowsOf();
    await eraseAs(admin, person.id);
    const after = await rowsOf();
    for (const [n, { entity, columns }] of app.modules.privacy.personal.entries()) {
      const meta = app.database.orm.getMetadata().get(entity as never);
      for (const was of before[n] ?? []) {
        const is = after[n]?.find(row => row['id'] === was['id']);
        if (!is) continue;
        for (const prop of meta.props.filter(it => it.persist !== false)) {
          const column = prop.fieldNames[0] as string;
          const fate = (columns as Record<string, string>)[prop.name as string];
          // What said nothing before has nothing to lose.
          const isEmpty = [null, false, 0, '[]', 'STANDARD'].includes(was[column] as never) || JSON.stringify(was[column]) === '[]';
          const name = `${meta.className}.${prop.name as string}`;
          if ((fate === 'goes' || fate === 'secret') && !isEmpty) expect([name, is[column]]).not.toEqual([name, was[column]]);
        }
      }
    }
    app.mail.start();
  });

  test('never logs in again, by whatever way', async () => {
    const ann = await world.user();
    await app.visitor.ask(PasswordResetRequest, { input: { email: ann.email } });
    expect(refusals(await eraseOwn(ann))).toEqual([]);
    expect(codes(await ann.client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
    expect(refusals((await app.visitor.ask(TokenRefresh, { refreshToken: ann.refreshToken })).tokenRefresh)).toEqual([
      'INVALID_TOKEN refreshToken',
    ]);
    expect(refusals((await app.visitor.ask(Login, { input: { email: ann.email, password: PASSWORD } })).login)).toEqual([
      'INVALID_CREDENTIALS',
    ]);
    const update = await admin.client.ask(UserUpdate, { id: ann.id, input: { active: true } });
    expect(refusals(update.userUpdate)).toEqual(['INVALID_STATUS id']);
    const sent = (await mailTo(app, ann.email)).length;
    await app.visitor.ask(PasswordResetRequest, { input: { email: ann.email } });
    expect(await mailTo(app, ann.email)).toHaveLength(sent);
  });

  test('may come back as somebody new with the same address', async () => {
    const ann = await world.user();
    await eraseOwn(ann);
    expect((await world.user({ email: ann.email, username: ann.username })).id).not.toBe(ann.id);
  });

  test('is written down: when, by whom, how much, and not who', async () => {
    const ann = await world.user();
    const count = async () => app.database.rows<object>(sql`select * from erasures order by id`);
    const before = await count();
    await eraseOwn(ann);
    const after = await count();
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)).toMatchObject({ erased_by: 'THEMSELVES' });
    expect(JSON.stringify(after.at(-1))).toMatch(/logins\W+1/);
    expect(JSON.stringify(after.at(-1))).not.toContain(ann.id);
  });

  test('wrote on reservations for others what stays theirs', async () => {
    const [manager, bob] = [await world.user({ role: 'MANAGER' }), await world.user()];
    const made = await world.reservation({
      resourceId: (await world.resource()).id,
      userId: bob.id,
      creatorId: manager.id,
      note: 'for Bob',
      ...slot('10:00', '11:00'),
    });
    await eraseOwn(manager);
    expect((await bob.client.ask(ReservationDetail, { id: made.id })).reservation).toMatchObject({
      note: 'for Bob',
      creator: { fullName: 'Erased user' },
    });
  });

  test('takes along what they wrote to others, and leaves what others wrote to them', async () => {
    const [ann, bob] = [await world.user(), await world.user()];
    const own = await talk(ann, bob);
    const other = await talk(bob, ann);
    await say(ann, other, 'From Ann');
    await say(bob, own, 'From Bob');
    await eraseOwn(ann);
    expect([await readBy(bob, own), await readBy(bob, other)]).toEqual([
      ['From Bob', null],
      [null, 'Hello'],
    ]);
    const { conversations } = await bob.client.ask(Conversations);
    expect(conversations.nodes).toMatchObject([
      { id: own, subject: null, unreadCount: 0, participants: [{ id: bob.id }] },
      { id: other, subject: 'Sums', lastMessage: { body: null, author: { fullName: 'Erased user' } }, participants: [{ id: bob.id }] },
    ]);
  });

  test('is not brought back by what they asked for at the same moment', async () => {
    for (let n = 0; n < 5; n++) {
      const ann = await world.user();
      const room = await world.resource();
      await Promise.allSettled([
        eraseOwn(ann),
        ...[10, 11, 12].map(hour =>
          ann.client.run(ReservationCreate, {
            input: { resourceId: room.id, participants: 1, note: 'Mine', ...slot(`${hour}:00`, `${hour + 1}:00`) },
          }),
        ),
        ann.client.run(ProfileUpdate, { input: { firstName: 'Returned' } }),
      ]);
      expect(await app.database.rows(sql`select first_name as name from users where id = ${ann.id}`)).toEqual([{ name: 'Erased' }]);
      expect(await app.database.rows(sql`select id from reservations where user_id = ${ann.id} and note is not null`)).toEqual([]);
    }
  });

  test('leaves nothing in the audit of reservations that were deleted with their resource', async () => {
    const [ann, room] = [await world.user(), await world.resource()];
    const note = unique('Secret');
    const { reservationCreate } = await ann.client.ask(ReservationCreate, {
      input: { resourceId: room.id, participants: 1, note, ...slot('10:00', '11:00') },
    });
    await ann.client.ask(ReservationCancel, { id: reservationCreate.reservation?.id ?? '' });
    expect(refusals((await admin.client.ask(ResourceDelete, { id: room.id })).resourceDelete)).toEqual([]);
    expect(JSON.stringify(await dumpOf(app))).toContain(note);
    expect(refusals(await eraseOwn(ann))).toEqual([]);
    expect(JSON.stringify(await dumpOf(app))).not.toContain(note);
  });

  test('leaves nothing in the audit of what was said of a grade that was taken away, whether or not that is in the chain yet', async () => {
    for (const seal of [() => app.sealer.seal(), async () => undefined]) {
      const learner = await world.learner();
      const { id: examId } = await world.exam(await world.classGroup({}, learner));
      const comment = unique('Comment');
      const grade = { examId, learnerId: learner.id };
      expect(refusals((await admin.client.ask(GradeSet, { ...grade, value: '8', comment })).gradeSet)).toEqual([]);
      expect(refusals((await admin.client.ask(GradeClear, grade)).gradeClear)).toEqual([]);
      await seal();
      expect(JSON.stringify(await dumpOf(app))).toContain(comment);
      expect(refusals(await eraseOwn(learner))).toEqual([]);
      expect(JSON.stringify(await dumpOf(app))).not.toContain(comment);
    }
  });

  test('whose guesser is still at it gets no new rows', async () => {
    const ann = await world.user();
    const { history } = app.modules.accounts;
    history.noteFailure(ann.id, 'WRONG_PASSWORD' as never, { address: ADDRESS, userAgent: null, requestId: 'test' });
    await eraseOwn(ann);
    history.noteFailure(ann.id, 'WRONG_PASSWORD' as never, { address: ADDRESS, userAgent: null, requestId: 'test' });
    await history.flush();
    expect(await app.database.rows(sql`select id from login_attempts where user_id = ${ann.id}`)).toEqual([]);
  });
});

describe('erasing', () => {
  test('oneself takes the password', async () => {
    const ann = await world.user();
    expect(refusals(await eraseOwn(ann, { password: 'not the password' }))).toEqual(['INVALID_CREDENTIALS input.password']);
    expect((await ann.client.ask(Viewer)).me?.firstName).toBe('Ann');
  });

  test('whoever leads a department takes another leader first', async () => {
    const manager = await world.user({ role: 'MANAGER' });
    await world.department({ managerId: manager.id });
    expect(refusals(await eraseOwn(manager))).toEqual(['IN_USE']);
    expect(refusals(await eraseAs(admin, manager.id))).toEqual(['IN_USE']);
    expect((await manager.client.ask(Viewer)).me?.username).toBe(manager.username);
  });

  test('oneself takes accountErase, for administrators too', async () => {
    expect(refusals(await eraseAs(admin, admin.id))).toEqual(['NOT_ALLOWED id']);
  });

  test('is done once', async () => {
    const ann = await world.user();
    const answers = await Promise.all([eraseAs(admin, ann.id), eraseAs(admin, ann.id), eraseAs(admin, ann.id)]);
    expect(answers.flatMap(refusals)).toEqual(Array(2).fill('INVALID_STATUS id'));
    expect(refusals(await eraseAs(admin, '01a1fe32-cd05-733b-a385-4a5d7c2c6958'))).toEqual(['NOT_FOUND id']);
  });

  test('leaves an administrator, also when the last two erase themselves or each other at the same moment', async () => {
    const alone = await startApp();
    const people = seed(alone);
    for (const how of ['themselves', 'each other']) {
      const [a, b] = [await people.user({ role: 'ADMIN' }), await people.user({ role: 'ADMIN' })];
      const left = await alone.database.rows<{ id: string }>(
        sql`select id from users where role = 'ADMIN' and active = ${true} and id <> ${a.id} and id <> ${b.id}`,
      );
      for (const { id } of left) expect(refusals(await eraseAs(a, id))).toEqual([]);
      await Promise.allSettled(how === 'themselves' ? [eraseOwn(a), eraseOwn(b)] : [eraseAs(a, b.id), eraseAs(b, a.id)]);
      // The other one was refused, or was nobody any more when they asked.
      const still = await alone.database.rows(sql`select id from users where role = 'ADMIN' and active = ${true}`);
      expect(still).toHaveLength(1);
    }
  });
});

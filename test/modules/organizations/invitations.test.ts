import { describe, expect, test } from 'vitest';
import { oneOf, sql } from '../../../src/platform/database/sql.js';
import {
  AccountErase,
  AccountExport,
  ClassGroupAddLearners,
  ClassGroupContacts,
  ClassGroupDetail,
  EmailState,
  InvitationAccept,
  type InvitationAcceptInput,
  LearnerInvite,
  type LearnerInviteInput,
  Learners,
  Login,
  MyContact,
  PasswordReset,
  PasswordResetRequest,
  Register,
  UserUpdate,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { entriesAbout } from '../../support/audit.js';
import { codes, refusals } from '../../support/client.js';
import { mailTo, settle, tokenTo } from '../../support/mailbox.js';
import { PASSWORD, type Person, unique } from '../../support/seed.js';
import { HOUR_MS, passTime } from '../../support/time.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp({ trustedProxies: 1 });
const world = new TrainingWorld(app);
const trainer = await world.user({ role: 'TRAINER' });
const staff = await world.user({ role: 'STAFF' });
const EVA = { firstName: 'Eva', lastName: 'Müller' };
const TWO_WEEKS = 14 * 24 * HOUR_MS;
const USED = ['INVALID_TOKEN input.token'];

let addresses = 0;
function stranger() {
  addresses++;
  return app.visitor.with({ 'x-forwarded-for': `10.1.${addresses >> 8}.${addresses & 255}` });
}

const address = () => `${unique('learner')}@example.org`;

async function invite(input: LearnerInviteInput, { client }: Person = trainer) {
  return (await client.ask(LearnerInvite, { input })).learnerInvite;
}

async function invited(given: Partial<LearnerInviteInput> = {}, by: Person = trainer) {
  const email = given.email ?? address();
  const { user, invitationToken, errors } = await invite({ ...given, email }, by);
  expect(errors).toEqual([]);
  return { id: user?.id ?? '', email, token: invitationToken ?? '' };
}

async function accept(token: string, given: Partial<InvitationAcceptInput> = EVA) {
  return (await stranger().ask(InvitationAccept, { input: { password: PASSWORD, ...given, token } })).invitationAccept;
}

async function logIn(email: string, password = PASSWORD) {
  return (await stranger().ask(Login, { input: { email, password } })).login;
}

/** What the client of the one with this token sees of its user. */
async function contactOf({ accessToken }: { accessToken?: string | null }) {
  return (await app.visitor.as({ accessToken: accessToken ?? '' }).ask(MyContact)).me;
}

describe('a learner who is invited', () => {
  test('with no more than an e-mail completes the account, and is logged in', async () => {
    const { id, email, token } = await invited({ email: address().toUpperCase() });
    const answer = await stranger().run(InvitationAccept, {
      input: { token, password: PASSWORD, ...EVA, phone: '+33655555501', birthDate: '2001-05-23', photoUrl: 'https://example.org/eva.png' },
    });
    expect(answer.headers.getSetCookie().map(it => it.split('=')[0])).toEqual(expect.arrayContaining(['amphi_access', 'amphi_device']));
    expect(await contactOf(answer.data?.invitationAccept ?? {})).toMatchObject({
      id,
      email: email.toLowerCase(),
      fullName: 'Eva Müller',
      phone: '+33655555501',
      birthDate: '2001-05-23',
      photoUrl: 'https://example.org/eva.png',
      role: 'LEARNER',
    });
    expect(refusals(await logIn(email))).toEqual([]);
  });

  test('has a name that says nothing of the address, until they say theirs', async () => {
    const { id } = await invited();
    const { learners } = await staff.client.ask(Learners, { filter: { search: 'Invited learner' }, first: 100 });
    expect(learners.nodes.find(it => it.id === id)).toMatchObject({ firstName: 'Invited', lastName: 'learner' });
  });

  test('keeps the names that were given, and may say others', async () => {
    const [kept, changed] = [await invited(EVA), await invited(EVA)];
    expect(await contactOf(await accept(kept.token, {}))).toMatchObject({ fullName: 'Eva Müller' });
    expect(await contactOf(await accept(changed.token, { lastName: 'Meier' }))).toMatchObject({ fullName: 'Eva Meier' });
  });

  test.each<[string, Partial<InvitationAcceptInput>, string[]]>([
    ['no name', {}, ['REQUIRED input.firstName', 'REQUIRED input.lastName']],
    ['one name', { firstName: 'Eva' }, ['REQUIRED input.lastName']],
    ['an empty one', { ...EVA, lastName: ' ' }, ['TOO_SHORT input.lastName']],
    ['a short password', { ...EVA, password: 'short' }, ['TOO_SHORT input.password']],
    ['a password of their names', { ...EVA, password: 'EvaMüller1' }, ['WEAK_PASSWORD input.password']],
    ['a number that is none', { ...EVA, phone: '0612' }, ['INVALID_FORMAT input.phone']],
    ['a taken number', { ...EVA, phone: '+33655555599' }, ['TAKEN input.phone']],
    ['a child’s age', { ...EVA, birthDate: '2020-01-01' }, ['TOO_SMALL input.birthDate']],
    [
      'several of these',
      { firstName: 'Eva', password: 'short', phone: '0' },
      ['REQUIRED input.lastName', 'INVALID_FORMAT input.phone', 'TOO_SHORT input.password'],
    ],
  ])('is refused with %s, and the token stays good', async (_what, given, expected) => {
    if (given.phone === '+33655555599') await world.user({ phone: given.phone });
    const { token } = await invited();
    expect(refusals(await accept(token, given))).toEqual(expected);
    expect(refusals(await accept(token))).toEqual([]);
  });

  test('cannot log in before, with whatever', async () => {
    const { email } = await invited();
    for (const password of ['', PASSWORD, email]) expect(refusals(await logIn(email, password))).toEqual(['INVALID_CREDENTIALS']);
  });

  test('is shown to read the mailbox by the token that was mailed, not by the one that was passed on', async () => {
    const [mailed, shown] = [await invited(), await invited()];
    const states = [await accept(await tokenTo(app, mailed.email)), await accept(shown.token)].map(async ({ accessToken }) => {
      return (await app.visitor.as({ accessToken: accessToken ?? '' }).ask(EmailState)).me?.emailVerified;
    });
    expect(await Promise.all(states)).toEqual([true, false]);
    expect((await mailTo(app, mailed.email)).map(it => it.subject)).toEqual(['You are invited to an account']);
    expect((await mailTo(app, shown.email)).map(it => it.subject)).toEqual([
      'You are invited to an account',
      'Is this your e-mail address?',
    ]);
  });

  test('may set a forgotten password instead: that ends the invitation', async () => {
    const { email, token } = await invited();
    // Mails that wait together go in any order.
    await settle(app);
    await stranger().ask(PasswordResetRequest, { input: { email } });
    await stranger().ask(PasswordReset, { input: { token: await tokenTo(app, email), newPassword: PASSWORD } });
    expect(refusals(await accept(token))).toEqual(USED);
    expect(refusals(await invite({ email }))).toEqual(['TAKEN input.email']);
    expect(refusals(await logIn(email))).toEqual([]);
  });
});

describe('a token of an invitation', () => {
  test('is good once, and the other one ends with it', async () => {
    const { email, token } = await invited();
    const mailed = await tokenTo(app, email);
    expect(refusals(await accept(token))).toEqual([]);
    for (const over of [token, mailed]) expect(refusals(await accept(over))).toEqual(USED);
  });

  test('lets one in of fifty who bring it at the same moment', async () => {
    const { email, token } = await invited();
    const passwords = Array.from({ length: 50 }, (_, n) => `${PASSWORD} ${n}`);
    const answers = await Promise.all(passwords.map(password => accept(token, { ...EVA, password })));
    const won = passwords.filter((_, n) => answers[n]?.errors.length === 0);
    expect(won).toHaveLength(1);
    expect(answers.flatMap(refusals)).toEqual(Array(49).fill(USED[0]));
    expect(refusals(await logIn(email, won[0]))).toEqual([]);
  });

  test('is over after two weeks, and renewed by a second invitation', async () => {
    const { email, token } = await invited();
    passTime(TWO_WEEKS + 1);
    expect(refusals(await accept(token))).toEqual(USED);
    expect(refusals(await accept((await invited({ email }, await world.logIn(trainer))).token))).toEqual([]);
  });

  test('ends with the next invitation, mailed or passed on', async () => {
    const first = await invited();
    const mailed = await tokenTo(app, first.email);
    const second = await invited({ email: first.email });
    expect(second.id).toBe(first.id);
    for (const over of [first.token, mailed]) expect(refusals(await accept(over))).toEqual(USED);
    expect(refusals(await accept(second.token))).toEqual([]);
  });

  test('is of no use once the account has another address, rights of its own, or is closed', async () => {
    const admin = await world.user({ role: 'ADMIN' });
    const changes = [{ email: address() }, { role: 'ADMIN' as const }, { authorizations: ['site:create'] }, { active: false }];
    for (const input of changes) {
      const { id, token } = await invited();
      await admin.client.ask(UserUpdate, { id, input });
      expect(refusals(await accept(token))).toEqual(USED);
    }
  });

  test('is stored as a hash, and shown in no export and no audit', async () => {
    const { id, email, token } = await invited();
    const mailed = await tokenTo(app, email);
    const rows = JSON.stringify(await app.database.rows(sql`select * from one_time_tokens where user_id = ${id}`));
    const { accessToken } = await accept(token);
    const told = JSON.stringify(await app.visitor.as({ accessToken: accessToken ?? '' }).ask(AccountExport, { first: 100 }));
    const entries = await entriesAbout(app, id);
    expect(told).toContain('invitations');
    for (const secret of [token, mailed]) expect(rows + told + JSON.stringify(entries)).not.toContain(secret);
  });

  test.each(['', 'x', 'A'.repeat(43)])('that was made up is refused: %j', async token => {
    expect(refusals(await accept(token))).toEqual(USED);
  });

  test('of another purpose is refused', async () => {
    const ann = await world.learner();
    expect(refusals(await accept(await world.token(ann, 'password-reset')))).toEqual(USED);
    const { token } = await invited();
    const { passwordReset } = await stranger().ask(PasswordReset, { input: { token, newPassword: PASSWORD } });
    expect(refusals(passwordReset)).toEqual(USED);
  });

  test('is not told by a dry run, which invites nobody', async () => {
    const email = address();
    const { data } = await trainer.client.tryOut(LearnerInvite, { input: { email } });
    expect(data?.learnerInvite).toMatchObject({ invitationToken: null, errors: [] });
    expect(await mailTo(app, email)).toEqual([]);
    expect(await app.database.rows(sql`select id from users where email = ${email}`)).toEqual([]);
  });
});

describe('inviting', () => {
  test.each<[string, Partial<LearnerInviteInput>, string[]]>([
    ['what is no address', { email: 'not an address' }, ['INVALID_FORMAT input.email']],
    ['with one name alone', { lastName: 'Müller' }, ['REQUIRED input.firstName']],
    ['with a number that is none', { phone: '0612' }, ['INVALID_FORMAT input.phone']],
    ['with a child’s age', { birthDate: '2020-01-01' }, ['TOO_SMALL input.birthDate']],
    ['into a class that there is not', { classGroupId: crypto.randomUUID() }, ['NOT_FOUND input.classGroupId']],
  ])('%s is refused', async (_what, given, expected) => {
    expect(refusals(await invite({ email: address(), ...given }))).toEqual(expected);
  });

  test('one who has an account is refused alike, whatever it is, and tells nothing of it', async () => {
    const ann = await world.learner();
    const closed = await world.user({ active: false });
    const accepted = await invited();
    await accept(accepted.token);
    const another = await world.user({ role: 'TRAINER' });
    const theirs = await invited({}, another);
    for (const { email } of [ann, closed, accepted, theirs, { email: ann.email.toUpperCase() }]) {
      expect(await invite({ email })).toMatchObject({ user: null, invitationToken: null, errors: [{ code: 'TAKEN' }] });
    }
    expect(refusals(await accept(theirs.token))).toEqual([]);
    // As registration says.
    const { register } = await stranger().ask(Register, {
      input: { ...EVA, username: unique('eva'), email: ann.email, password: PASSWORD },
    });
    expect(refusals(register)).toEqual(['TAKEN input.email']);
  });

  test('again is for who invited, and for staff', async () => {
    const { id, email, token } = await invited();
    const again = await invited({ email }, staff);
    expect(again.id).toBe(id);
    expect(refusals(await accept(token))).toEqual(USED);
    expect(refusals(await accept(again.token))).toEqual([]);
  });

  test('the same address five times at once makes one account', async () => {
    const emails = Array.from({ length: 4 }, address);
    const answers = await Promise.all(emails.flatMap(email => Array.from({ length: 5 }, () => invite({ email }))));
    for (const answer of answers) expect(refusals(answer).filter(it => it !== 'TAKEN input.email')).toEqual([]);
    const made = await app.database.rows(
      sql`select u.email from invitations i join users u on u.id = i.user_id where u.email ${oneOf(emails)}`,
    );
    expect(made).toHaveLength(4);
  });

  test('an address more than five times in an hour is too much', async () => {
    const email = address();
    for (let i = 0; i < 5; i++) await invited({ email });
    expect(codes(await trainer.client.run(LearnerInvite, { input: { email } }))).toEqual(['RATE_LIMITED']);
  });

  test('puts them into a class of one’s own, once', async () => {
    const { id: classGroupId } = await world.classOf(trainer);
    const { id, email } = await invited({ classGroupId });
    await invited({ email, classGroupId });
    const { classGroup } = await trainer.client.ask(ClassGroupDetail, { id: classGroupId });
    expect(classGroup?.learners?.nodes).toEqual([{ id }]);
  });

  test('into a class of another trainer’s is refused, and makes no account', async () => {
    const { id: classGroupId } = await world.classOf(await world.user({ role: 'TRAINER' }));
    const email = address();
    expect(codes(await trainer.client.run(LearnerInvite, { input: { email, classGroupId } }))).toEqual(['FORBIDDEN']);
    expect(await app.database.rows(sql`select id from users where email = ${email}`)).toEqual([]);
  });

  test('lets a trainer see how to reach them and put them into a class, and no other trainer', async () => {
    const { id, email } = await invited();
    const another = await world.user({ role: 'TRAINER' });
    const add = async (by: Person) => {
      const classGroup = await world.classOf(by);
      const { classGroupAddLearners } = await by.client.ask(ClassGroupAddLearners, { id: classGroup.id, learnerIds: [id] });
      return { id: classGroup.id, refused: refusals(classGroupAddLearners) };
    };
    expect((await add(another)).refused).toEqual(['NOT_ALLOWED learnerIds']);
    const added = await add(trainer);
    expect(added.refused).toEqual([]);
    const seen = async ({ client }: Person) =>
      (await client.ask(ClassGroupContacts, { id: added.id })).classGroup?.learners?.nodes[0]?.email;
    expect([await seen(trainer), await seen(another)]).toEqual([email, null]);
  });

  test('and accepting are recorded, without the hash of the password', async () => {
    const { id, token } = await invited();
    await accept(token);
    const entries = await entriesAbout(app, id);
    expect(entries.map(it => it.deed)).toEqual(['learner:invite', 'invitation:accept']);
    expect(JSON.stringify(entries)).not.toContain('argon2');
  });
});

test('who invited and is erased leaves the invitation to whom they invited', async () => {
  const gone = await world.user({ role: 'TRAINER' });
  const { token, id } = await invited({}, gone);
  await gone.client.ask(AccountErase, { input: { password: PASSWORD } });
  const { accessToken } = await accept(token);
  await app.visitor.as({ accessToken: accessToken ?? '' }).ask(AccountErase, { input: { password: PASSWORD } });
  expect(await app.database.rows(sql`select id from invitations where user_id = ${id}`)).toEqual([]);
});

test('the letter leads to the client app, with the token where no server sees it', async () => {
  const linked = await startApp({ publicUrl: 'https://app.example/amphi' });
  const email = address();
  const { client } = await new TrainingWorld(linked).user({ role: 'TRAINER' });
  await client.ask(LearnerInvite, { input: { email } });
  const [mail] = await mailTo(linked, email);
  expect(mail?.text).toMatch(/^https:\/\/app\.example\/amphi\/accept-invitation#token=[\w-]{43}$/m);
});

import { describe, expect, test } from 'vitest';
import { Login, Register, type RegisterInput, Viewer } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { seed, unique } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);

function newcomer(changes: Partial<RegisterInput> = {}): RegisterInput {
  const username = unique('new');
  return { username, email: `${username}@example.org`, firstName: 'Nina', lastName: 'New', password: 'a long enough one', ...changes };
}

async function register(changes: Partial<RegisterInput> = {}) {
  return (await app.visitor.ask(Register, { input: newcomer(changes) })).register;
}

describe('registering', () => {
  test('opens an account, logs in, and is an employee of standard priority unless said otherwise', async () => {
    const { accessToken, refreshToken, user, errors } = await register();
    expect(errors).toEqual([]);
    expect(user).toMatchObject({ role: 'EMPLOYEE', priority: 'STANDARD' });
    expect(refreshToken).toBeTruthy();
    const { me } = await app.visitor.as({ accessToken: accessToken ?? '' }).ask(Viewer);
    expect(me).toMatchObject({ id: user?.id, fullName: 'Nina New', authorizations: [], active: true });
  });

  test('a learner can register with a site and a department', async () => {
    const department = await world.department();
    const { user, errors } = await register({ role: 'LEARNER', primarySiteId: department.siteId, departmentId: department.id });
    expect(errors).toEqual([]);
    expect(user?.role).toBe('LEARNER');
  });

  test.each(['ADMIN', 'MANAGER', 'STAFF', 'TRAINER', 'SALES', 'SUPPORT'])('nobody can register as %s', async role => {
    const answer = await app.visitor.query(Register.toString(), { input: { ...newcomer(), role } });
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
  });

  test.each(['priority', 'authorizations', 'active', 'passwordHash', 'id'])('nobody can choose their %s', async field => {
    const answer = await app.visitor.query(Register.toString(), { input: { ...newcomer(), [field]: 'PRIORITY' } });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
  });

  test('username and e-mail are kept in lower case, without the blanks around them', async () => {
    const given = newcomer();
    const { accessToken } = await register({
      ...given,
      username: ` ${given.username.toUpperCase()} `,
      email: ` ${given.email.toUpperCase()}`,
    });
    const { me } = await app.visitor.as({ accessToken: accessToken ?? '' }).ask(Viewer);
    expect(me).toMatchObject({ username: given.username, email: given.email });
  });

  test('every broken rule is told at once, each with its path', async () => {
    const { user, errors } = await register({
      username: 'É',
      email: 'nobody',
      firstName: ' ',
      lastName: 'x'.repeat(101),
      password: 'short',
    });
    expect(user).toBeNull();
    expect(refusals({ errors }).sort()).toEqual([
      'INVALID_FORMAT input.email',
      'INVALID_FORMAT input.username',
      'TOO_LONG input.lastName',
      'TOO_SHORT input.firstName',
      'TOO_SHORT input.password',
      'TOO_SHORT input.username',
    ]);
  });

  test('an unknown site and an unknown department are refused by name', async () => {
    const { errors } = await register({ primarySiteId: crypto.randomUUID(), departmentId: 'not even an id' });
    expect(refusals({ errors }).sort()).toEqual(['NOT_FOUND input.departmentId', 'NOT_FOUND input.primarySiteId']);
  });
});

describe('a username or e-mail that is taken', () => {
  test('is refused, whatever its case', async () => {
    const ann = await world.user();
    expect(refusals(await register({ username: ann.username.toUpperCase() }))).toEqual(['TAKEN input.username']);
    expect(refusals(await register({ email: ann.email.toUpperCase() }))).toEqual(['TAKEN input.email']);
  });

  test('both at once are told at once', async () => {
    const ann = await world.user();
    const { errors } = await register({ username: ann.username, email: ann.email });
    expect(refusals({ errors }).sort()).toEqual(['TAKEN input.email', 'TAKEN input.username']);
  });

  test('of many who ask for it at the same moment exactly one gets it', async () => {
    const { email } = newcomer();
    const answers = await Promise.all(Array.from({ length: 8 }, () => register({ email })));
    expect(answers.filter(it => it.user)).toHaveLength(1);
    expect(answers.filter(it => !it.user).map(refusals)).toEqual(Array(7).fill(['TAKEN input.email']));
  });
});

describe('a password', () => {
  test.each([
    ['seven characters', '1q9z!xT', ['TOO_SHORT input.password']],
    ['129 characters', `${'xy'.repeat(64)}z`, ['TOO_LONG input.password']],
    ['a common one', 'password123', ['WEAK_PASSWORD input.password']],
    ['a common one in other letters', 'PassWord123', ['WEAK_PASSWORD input.password']],
    ['eight characters', '1q9z!xTö', []],
    ['128 characters', 'xy'.repeat(64), []],
    ['eight characters of two code units each', '🦄🐙🦊🐼🦉🐝🦋🐢', []],
    ['any language', 'пароль-не-простой', []],
  ])('of %s', async (_kind, password, refused) => {
    expect(refusals(await register({ password }))).toEqual(refused);
  });

  test('is the same one however a keyboard composes its letters, and blanks count', async () => {
    const { email } = newcomer();
    const password = '  é à la carte  ';
    await register({ email, password: password.normalize('NFC') });
    const logIn = async (typed: string) => refusals((await app.visitor.ask(Login, { input: { email, password: typed } })).login);
    expect(await logIn(password.normalize('NFD'))).toEqual([]);
    expect(await logIn(password.trim())).toEqual(['INVALID_CREDENTIALS']);
  });
});

import { afterEach, describe, expect, test, vi } from 'vitest';
import { Login, PasswordChange, UserUpdate } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { PASSWORD, type Person, seed } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);
const admin = await world.user({ role: 'ADMIN' });

afterEach(() => {
  vi.restoreAllMocks();
});

const endings: [string, (person: Person) => Promise<unknown>][] = [
  [
    'the password was changed',
    person => person.client.ask(PasswordChange, { input: { currentPassword: PASSWORD, newPassword: 'quite another password' } }),
  ],
  ['the account was closed', person => admin.client.ask(UserUpdate, { id: person.id, input: { active: false } })],
];

describe('a log-in whose password was right begins no more', () => {
  test.each(endings)('when %s before it could', async (_name, end) => {
    const person = await world.user();
    const write = app.database.write.bind(app.database);
    const ended = Promise.withResolvers<void>();
    const writing = vi.spyOn(app.database, 'write').mockImplementation(async (origin, work) => {
      if (origin.deed === 'login:begin') await ended.promise;
      return write(origin, work);
    });
    const loggingIn = app.visitor.ask(Login, { input: { email: person.email, password: PASSWORD } });
    await vi.waitFor(() => expect(writing).toHaveBeenCalledWith(expect.objectContaining({ deed: 'login:begin' }), expect.anything()));
    await end(person);
    ended.resolve();
    const { login } = await loggingIn;
    expect(login.errors.map(it => it.code)).toEqual(['INVALID_CREDENTIALS']);
    expect(login.accessToken).toBeNull();
  });
});

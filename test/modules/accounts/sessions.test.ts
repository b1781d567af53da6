import { describe, expect, test } from 'vitest';
import { Sessions } from '../../../src/modules/accounts/sessions.js';
import { AccessTokens } from '../../../src/modules/accounts/tokens.js';
import type { RowSource } from '../../../src/platform/database/row-source.js';
import { createBus } from '../../../src/platform/events/bus.js';
import { SECRET } from '../../support/app.js';
import { told } from '../../support/events.js';

interface Asked {
  readonly loginIds: readonly string[];
  answer(role: string, ...loginIds: string[]): void;
  fail(error: Error): void;
}

/** Sessions over a database that answers when it is told to. */
function sessions() {
  const asked: Asked[] = [];
  const rows: RowSource['rows'] = ({ values: [oneOf] }) => {
    const { promise, resolve, reject } = Promise.withResolvers<never>();
    const row = (role: string) => (id: string) => ({ login_id: id, id: `user of ${id}`, role, authorizations: '[]' });
    asked.push({
      loginIds: (oneOf as { values: readonly string[] }).values,
      answer: (role, ...loginIds) => resolve(loginIds.map(row(role)) as never),
      fail: reject,
    });
    return promise;
  };
  const bus = createBus();
  return { bus, asked, sessions: new Sessions({ rows } as RowSource, new AccessTokens([SECRET]), bus) };
}

describe('who is behind many log-ins', () => {
  test('is asked once for all that are not known, and not of those that are being looked up', async () => {
    const { asked, sessions: it } = sessions();
    const [one, some, all] = [it.actorOf('a'), it.actorsOf(['a', 'b', 'c']), it.actorsOf(['a', 'b', 'c'])];
    expect(asked.map(({ loginIds }) => loginIds)).toEqual([['a'], ['b', 'c']]);
    asked[0]?.answer('STAFF', 'a');
    asked[1]?.answer('STAFF', 'b');
    expect((await one)?.id).toBe('user of a');
    for (const found of [await some, await all, await it.actorsOf(['c', 'b', 'a'])]) expect([...found.keys()].sort()).toEqual(['a', 'b']);
    expect(asked).toHaveLength(2);
  });

  test('is asked again after a failure, which everyone who waited is told', async () => {
    const { asked, sessions: it } = sessions();
    const failing = [it.actorsOf(['a', 'b']), it.actorOf('b')];
    asked[0]?.fail(new Error('away'));
    for (const failed of failing) await expect(failed).rejects.toThrow('away');
    const again = it.actorsOf(['a']);
    asked[1]?.answer('STAFF', 'a');
    expect((await again).size).toBe(1);
  });

  test('is forgotten for one log-in when its rights change, and kept for the others', async () => {
    const { bus, asked, sessions: it } = sessions();
    const before = it.actorsOf(['a', 'b']);
    asked[0]?.answer('ADMIN', 'a', 'b');
    await before;
    bus.tell('rightsChanged', told({ userId: 'user of a' }));
    const after = it.actorsOf(['a', 'b']);
    asked[1]?.answer('STAFF', 'a');
    expect([...(await after).values()].map(({ role }) => role).sort()).toEqual(['ADMIN', 'STAFF']);
    expect(asked.map(({ loginIds }) => loginIds)).toEqual([['a', 'b'], ['a']]);
  });
});

test('rights that were being read while they changed are not remembered', async () => {
  const { bus, asked, sessions: it } = sessions();
  const before = it.actorOf('a');
  bus.tell('rightsChanged', told({ userId: 'user of a' }));
  asked[0]?.answer('ADMIN', 'a');
  await before;
  const after = it.actorOf('a');
  asked[1]?.answer('STAFF', 'a');
  expect((await after)?.role).toBe('STAFF');
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Context } from '../../src/platform/graphql/context.js';
import { Executor } from '../../src/platform/graphql/execution.js';
import { startApp } from '../support/app.js';
import { BareSocket } from '../support/bare-socket.js';
import { type ClientError, codes } from '../support/client.js';
import { type Person, seed } from '../support/seed.js';
import { statementsOf } from '../support/statements.js';
import { attacks, bodyOf } from './attacks.js';

const app = await startApp();

let ann: Person;
let socket: BareSocket;
/** Somebody new each time: whoever had much refused is not listened to. */
beforeEach(async () => {
  ann = await seed(app).user({ role: 'ADMIN' });
  socket = await BareSocket.open(ann.client);
});
afterEach(() => socket.close());

/** Every guarded field asks who is asking before it does anything. */
const asked = () => vi.mocked(actorOf).mock.calls.length;
let actorOf: () => unknown;
beforeEach(() => {
  actorOf = vi.spyOn(Context.prototype, 'actor', 'get') as never;
  vi.spyOn(Executor.prototype, 'eventsOf');
});

async function overHttp(body: string) {
  const answer = await ann.client.post(body);
  expect(answer.status).toBe(400);
  expect(answer.data).toBeUndefined();
  return answer;
}

let operations = 0;
async function overSocket(body: string): Promise<{ errors: readonly ClientError[] }> {
  const id = String(++operations);
  socket.messages.length = 0;
  socket.sendText(`{"id":"${id}","type":"subscribe","payload":${body}}`);
  const [answer] = await socket.heard(1);
  if (answer?.type === 'error') return { errors: answer.payload as ClientError[] };
  // Variables that do not fit are told as an answer without data, after which the operation is complete.
  expect(await socket.heard(2)).toMatchObject([
    { id, type: 'next' },
    { id, type: 'complete' },
  ]);
  expect(answer?.payload).not.toHaveProperty('data');
  return answer?.payload as { errors: ClientError[] };
}

describe.each([
  ['HTTP', overHttp],
  ['a socket', overSocket],
])('over %s is refused before anything is executed:', (_road, send) => {
  test.each(attacks.map(attack => [attack.name, attack] as const))('%s', async (_name, attack) => {
    let answer: { errors?: readonly ClientError[] | undefined } = {};
    // Again, for what is remembered of the first time.
    for (const mark of ['', '', 'another']) {
      const statements = await statementsOf(app, async () => {
        answer = await send(bodyOf(attack, mark));
      });
      expect(new Set(codes({ errors: answer.errors }))).toEqual(new Set([attack.code]));
      expect(JSON.stringify(answer.errors).length).toBeLessThan(10_000);
      expect(statements).toEqual([]);
    }
    expect(asked()).toBe(0);
    expect(Executor.prototype.eventsOf).not.toHaveBeenCalled();
  });
});

test('what counts as an attack does so for its size: the same in small is carried out', async () => {
  const { data } = await ann.client.query('{ a: me { id } b: me { ... on User { id } } sites(first: 1) { nodes { id } } }');
  expect(data).toMatchObject({ a: { id: ann.id } });
  expect(asked()).toBeGreaterThan(0);
});

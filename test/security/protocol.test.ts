import { connect } from 'node:net';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Context } from '../../src/platform/graphql/context.js';
import { Executor } from '../../src/platform/graphql/execution.js';
import { startApp } from '../support/app.js';
import { BareSocket } from '../support/bare-socket.js';
import { codes } from '../support/client.js';
import { type Person, seed } from '../support/seed.js';
import { statementsOf } from '../support/statements.js';

const app = await startApp();
const ME = JSON.stringify({ query: '{ me { id } }' });
const LOGOUT = encodeURIComponent('mutation { logout { errors { code } } }');

let ann: Person;
beforeAll(async () => {
  ann = await seed(app).user();
});

interface HttpAttack {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | null;
}

const overHttp: [string, HttpAttack, number, string][] = [
  ['a batch', { body: `[${ME},${ME}]` }, 400, 'BAD_REQUEST'],
  [
    'a mutation by GET, as a page may send it',
    { method: 'GET', path: `?query=${LOGOUT}`, headers: { 'content-type': 'text/plain' }, body: null },
    400,
    'BAD_REQUEST',
  ],
  [
    'a mutation by GET that a page may not send by itself',
    { method: 'GET', path: `?query=${LOGOUT}`, headers: { 'apollo-require-preflight': '1' }, body: null },
    405,
    'BAD_REQUEST',
  ],
  [
    'a query by GET as a page may send it',
    { method: 'GET', path: '?query={me{id}}', headers: { 'content-type': 'text/plain' }, body: null },
    400,
    'BAD_REQUEST',
  ],
  ['a mutation in the address of a POST', { path: `?query=${LOGOUT}`, body: '{}' }, 400, 'BAD_REQUEST'],
  ['another method', { method: 'PUT' }, 404, 'NOT_FOUND'],
  ['a form with files', { headers: { 'content-type': 'multipart/form-data; boundary=x' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['text', { headers: { 'content-type': 'text/plain' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['GraphQL as it is', { headers: { 'content-type': 'application/graphql' }, body: '{ me { id } }' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['two types', { headers: { 'content-type': 'text/plain, application/json' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ...['utf-16', 'utf-16le', 'utf-7', 'utf-32', 'iso-8859-1', 'shift_jis', '"utf-16"', 'x'].map(
    (charset): [string, HttpAttack, number, string] => [
      `the charset ${charset}`,
      { headers: { 'content-type': `application/json; charset=${charset}` } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  ),
  ['a packed body', { headers: { 'content-encoding': 'gzip' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['a poisoned prototype', { body: '{"query":"{ me { id } }","variables":{"__proto__":{"admin":true}}}' }, 400, 'BAD_REQUEST'],
  [
    'a poisoned constructor',
    { body: '{"query":"{ me { id } }","variables":{"constructor":{"prototype":{"admin":true}}}}' },
    400,
    'BAD_REQUEST',
  ],
  ['256 KB and more', { body: `{"query":"{ me { id } }","variables":{"a":"${'x'.repeat(256 * 1024)}"}}` }, 413, 'PAYLOAD_TOO_LARGE'],
];

describe('over HTTP is refused before anything is executed:', () => {
  test.each(overHttp)('%s', async (_name, { method = 'POST', path = '', headers, body = ME }, status, code) => {
    const actor = vi.spyOn(Context.prototype, 'actor', 'get');
    const statements = await statementsOf(app, async () => {
      const response = await fetch(`${app.url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${ann.accessToken}`, ...headers },
        body,
      });
      const answer = (await response.json()) as { errors: never; data?: unknown };
      expect([response.status, codes(answer), answer.data]).toEqual([status, [code], undefined]);
    });
    expect(statements).toEqual([]);
    expect(actor).not.toHaveBeenCalled();
  });

  test('nothing of what says UTF-8 in another way', async () => {
    for (const type of ['application/json; charset=utf-8', 'application/json;charset=UTF-8', 'application/json; charset="utf8"']) {
      expect((await ann.client.post(ME, { 'content-type': type })).data).toEqual({ me: { id: ann.id } });
    }
  });
});

/** What comes back over a connection on which only this is sent, until the server ends it. */
function answerTo(sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname, () => socket.write(sent));
    let received = '';
    socket.on('data', part => (received += part));
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

describe('a connection', () => {
  test('with headers of 20 KB is refused', async () => {
    const answer = await answerTo(`POST /graphql HTTP/1.1\r\nhost: a\r\ncookie: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
    expect(answer).toContain('"code":"HEADERS_TOO_LARGE"');
  });

  test('on which something else than HTTP is spoken is refused', async () => {
    expect(await answerTo('\x16\x03\x01hello\r\n\r\n')).toContain('"code":"BAD_REQUEST"');
  });

  test('with two lengths, or a length beside chunks, is refused: a proxy could read it as two requests', async () => {
    for (const lengths of ['content-length: 5\r\ncontent-length: 6', 'content-length: 5\r\ntransfer-encoding: chunked']) {
      expect(await answerTo(`POST /graphql HTTP/1.1\r\nhost: a\r\n${lengths}\r\n\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /);
    }
  });

  test.concurrent.each([
    ['that says nothing', ''],
    ['whose head never ends', 'POST /graphql HTTP/1.1\r\nhost: a\r\n'],
  ])('%s is ended within seconds', async (_name, sent) => {
    const begun = Date.now();
    expect(await answerTo(sent)).toMatch(/^HTTP\/1.1 408 .*REQUEST_TIMEOUT/s);
    expect(Date.now() - begun).toBeLessThan(15_000);
  });

  test.concurrent('that never says who it is closes as a socket within seconds', async () => {
    const socket = await BareSocket.connect(app.url);
    expect((await socket.closed).code).toBe(4408);
  });
});

const BYE = { type: 'subscribe', payload: { query: '{ me { id } }' } };
const watching = (id: string) => ({ id, type: 'subscribe', payload: { query: 'subscription { reservationChanged { change } }' } });

const overSocket: [string, number, (socket: BareSocket) => void][] = [
  ['a batch', 4400, socket => socket.sendText(`{"id":"1","type":"subscribe","payload":[${ME},${ME}]}`)],
  ['what is no JSON', 4400, socket => socket.sendText('{')],
  ['a message of no known type', 4400, socket => socket.send({ type: 'start' })],
  ['a query that is no text', 4400, socket => socket.sendText('{"id":"1","type":"subscribe","payload":{"query":{"$gt":""}}}')],
  ['an id that is no text', 4400, socket => socket.sendText(`{"id":{"$gt":""},"type":"subscribe","payload":${ME}}`)],
  ['an id of 129 characters, which each answer would repeat', 4400, socket => socket.send({ id: 'x'.repeat(129), ...BYE })],
  ['a second log-in', 4429, socket => socket.send({ type: 'connection_init' })],
  [
    'the same id twice',
    4409,
    socket => {
      socket.send(watching('1'));
      socket.send(watching('1'));
    },
  ],
  [
    'the same id again before what it named has ended, though its client is done with it',
    4409,
    socket => {
      socket.send(watching('1'));
      socket.send({ id: '1', type: 'complete' });
      socket.send(watching('1'));
    },
  ],
  [
    'what holds too much, and whose id is not in front',
    4400,
    socket => socket.sendText(`{"type":"subscribe","payload":[${'1,'.repeat(6_000)}1],"id":"1"}`),
  ],
  [
    'what holds too much under an id that is in use',
    4409,
    socket => {
      socket.send(watching('1'));
      socket.sendText(`{"id":"1","type":"subscribe","payload":[${'1,'.repeat(6_000)}1]}`);
    },
  ],
  ['51 subscriptions', 4429, socket => void Array.from({ length: 51 }, (_, i) => socket.send(watching(String(i))))],
  ['256 KB and more', 1009, socket => socket.send({ id: '1', type: 'subscribe', payload: { query: `#${'x'.repeat(256 * 1024)}` } })],
];

describe('a socket is closed for', () => {
  test.each(overSocket)('%s', async (_name, code, attack) => {
    const socket = await BareSocket.open(ann.client);
    attack(socket);
    expect((await socket.closed).code).toBe(code);
  });

  test('an operation before anyone has logged in', async () => {
    const socket = await BareSocket.connect(app.url);
    socket.send({ id: '1', ...BYE });
    expect((await socket.closed).code).toBe(4401);
  });

  test('more than anybody needs to say who they are', async () => {
    const socket = await BareSocket.connect(app.url);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${ann.accessToken}`, pad: 'x'.repeat(16 * 1024) } });
    expect((await socket.closed).code).toBe(4400);
  });

  test('another protocol', async () => {
    const socket = new WebSocket(app.url.replace(/^http/, 'ws'), 'graphql-ws');
    await expect(new Promise((_resolve, reject) => socket.once('error', reject))).rejects.toThrow(/protocol/i);
  });
});

test('a socket whose client does not answer when it is asked whether it is there is given up; others stay', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const silent = await BareSocket.connect(app.url, undefined, { autoPong: false });
    const there = await BareSocket.open(ann.client);
    for (let asked = 1; asked <= 3; asked++) {
      vi.advanceTimersByTime(12_000);
      // By the second answer the server has heard what its client answered to being asked.
      for (const answers of [2 * asked, 2 * asked + 1]) {
        there.send({ type: 'ping' });
        await there.heard(answers);
      }
    }
    expect((await silent.closed).code).toBe(1006);
    await there.close();
  } finally {
    vi.useRealTimers();
  }
});

test('a socket is closed for 51 operations under way, though its client is done with each at once', async () => {
  const { promise, resolve } = Promise.withResolvers<never>();
  vi.spyOn(Executor.prototype, 'execute').mockReturnValue(promise);
  const socket = await BareSocket.open(ann.client);
  for (let i = 0; i < 51; i++) {
    socket.send({ id: String(i), ...BYE });
    socket.send({ id: String(i), type: 'complete' });
  }
  expect((await socket.closed).code).toBe(4429);
  resolve({ data: null } as never);
});

test('a socket on which fifty operations ended takes fifty more', async () => {
  const socket = await BareSocket.open(ann.client);
  for (let round = 0; round < 3; round++) {
    socket.messages.length = 0;
    for (let i = 0; i < 50; i++) socket.send({ id: `${round} ${i}`, ...BYE });
    await socket.heard(100);
  }
  await socket.close();
});

test('a socket packs nothing, though its client offers to: a few bytes could come to gigabytes', async () => {
  const socket = await BareSocket.open(ann.client);
  expect(socket.extensions).toBe('');
  await socket.close();
});

test('variables with the name of what all objects share are variables', async () => {
  const socket = await BareSocket.open(ann.client);
  socket.messages.length = 0;
  const query = 'query ($__proto__: Boolean!) { me { id @include(if: $__proto__) } }';
  socket.sendText(`{"id":"1","type":"subscribe","payload":{"query":"${query}","variables":{"__proto__":{"admin":true}}}}`);
  const [answer] = await socket.heard(1);
  expect(JSON.stringify(answer)).toContain('BAD_USER_INPUT');
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  await socket.close();
});

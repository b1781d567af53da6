import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { Logout, SiteCreate, Viewer } from '../generated/documents.js';
import { SECRET, startApp } from '../support/app.js';
import { codes } from '../support/client.js';
import { type Person, seed } from '../support/seed.js';
import { MINUTE_MS, passTime } from '../support/time.js';

const app = await startApp();
const world = seed(app);
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

let admin: Person;
let bob: Person;
beforeAll(async () => {
  admin = await world.user({ role: 'ADMIN' });
  bob = await world.user();
});

type Json = Record<string, unknown>;
type Signer = (text: string) => Buffer;

const HEADER = { alg: 'HS256', typ: 'at+jwt' };
const hmac =
  (hash = 'sha256', secret = SECRET): Signer =>
  text =>
    createHmac(hash, secret).update(text).digest();

function forge(claims: Json, header: Json = HEADER, signer: Signer = hmac()): string {
  const text = [header, claims].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${signer(text).toString('base64url')}`;
}

/** What a token of ours says. */
function claims(changes: Json = {}): Json {
  const now = Math.floor(Date.now() / 1000);
  return { iat: now, exp: now + 900, iss: 'amphi', aud: 'amphi-api', sub: admin.id, sid: admin.loginId, ...changes };
}

test('a token is taken only for what it says and how it is signed, and a rightly made one is taken', async () => {
  expect((await app.visitor.as({ accessToken: forge(claims()) }).ask(Viewer)).me?.id).toBe(admin.id);
});

const attacks: [string, () => string][] = [
  ['of no algorithm and no signature', () => forge(claims(), { alg: 'none', typ: 'at+jwt' }, () => Buffer.of())],
  ['of no algorithm, rightly signed', () => forge(claims(), { alg: 'none', typ: 'at+jwt' })],
  ['of another HMAC with the right secret', () => forge(claims(), { ...HEADER, alg: 'HS512' }, hmac('sha512'))],
  ['signed with an RSA key', () => forge(claims(), { ...HEADER, alg: 'RS256' }, text => sign('sha256', Buffer.from(text), privateKey))],
  ['that says RSA and is signed with the secret', () => forge(claims(), { ...HEADER, alg: 'RS256' })],
  [
    'that says HMAC and is signed with a public key, as a text',
    () => forge(claims(), HEADER, hmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }).toString())),
  ],
  ['that says where its key is', () => forge(claims(), { ...HEADER, jku: 'https://evil.example/keys.json' }, hmac('sha256', 'hi'))],
  ['that names a certificate', () => forge(claims(), { ...HEADER, x5u: 'https://evil.example/a.pem' }, hmac('sha256', 'hi'))],
  ['that names a file as its key', () => forge(claims(), { ...HEADER, kid: '../../dev/null' }, hmac('sha256', ''))],
  ['that names SQL as its key', () => forge(claims(), { ...HEADER, kid: "' union select 'hi" }, hmac('sha256', 'hi'))],
  ['with something that must be understood', () => forge(claims(), { ...HEADER, crit: ['exp'], b64: false }, hmac('sha256', 'hi'))],
  ['for a list of other audiences', () => forge(claims({ aud: ['another-api'] }))],
  ['of several issuers', () => forge(claims({ iss: ['amphi', 'another'] }))],
  ['signed with another secret', () => forge(claims(), HEADER, hmac('sha256', `${SECRET}!`))],
  ['signed with the empty secret', () => forge(claims(), HEADER, hmac('sha256', ''))],
  ['that brings its own key', () => forge(claims(), { ...HEADER, jwk: { kty: 'oct', k: 'aGk' } }, hmac('sha256', 'hi'))],
  ['for another audience', () => forge(claims({ aud: 'another-api' }))],
  ['of another issuer', () => forge(claims({ iss: 'another' }))],
  ['of another type', () => forge(claims(), { alg: 'HS256', typ: 'JWT' })],
  ['of no type', () => forge(claims(), { alg: 'HS256' })],
  ['that expired a second ago', () => forge(claims({ exp: Math.floor(Date.now() / 1000) - 1 }))],
  ['that never expires', () => forge(claims({ exp: undefined }))],
  ['that is not valid yet', () => forge(claims({ nbf: Math.floor(Date.now() / 1000) + 900 }))],
  ['of another user with this log-in', () => forge(claims({ sub: bob.id }))],
  ['of this user with another’s log-in', () => forge(claims({ sid: bob.loginId }))],
  ['of a log-in that never was', () => forge(claims({ sid: crypto.randomUUID() }))],
  ['of no log-in', () => forge(claims({ sid: undefined }))],
  ['whose log-in is a list', () => forge(claims({ sid: [admin.loginId] }))],
  ['whose claims were changed', () => bob.accessToken.replace(/\.[^.]+\./, `.${admin.accessToken.split('.')[1]}.`)],
  ['without its signature', () => admin.accessToken.replace(/[^.]+$/, '')],
  ['that is no token', () => 'abc'],
  ['of 8,000 characters', () => forge(claims({ padding: 'x'.repeat(6_000) }))],
];

describe.each(attacks)('a token %s', (_kind, forged) => {
  test('is refused over HTTP and changes nothing', async () => {
    const client = app.visitor.as({ accessToken: forged() });
    expect(codes(await client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
    const input = { name: 'Made by a forger', address: 'Nowhere', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' };
    const answer = await client.run(SiteCreate, { input });
    expect(codes(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.data ?? null).toBeNull();
  });

  test('opens no socket', async () => {
    const { closed } = app.visitor.as({ accessToken: forged() }).socket();
    expect(await closed).toEqual({ code: 4401, reason: 'Unauthenticated' });
  });
});

test('a token is good for 15 minutes and then no more, also one that was used before', async () => {
  const ann = await world.user();
  expect((await ann.client.ask(Viewer)).me?.id).toBe(ann.id);
  passTime(14 * MINUTE_MS);
  expect((await ann.client.ask(Viewer)).me?.id).toBe(ann.id);
  passTime(MINUTE_MS);
  expect(codes(await ann.client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
});

test('a token of an ended log-in is refused', async () => {
  const ann = await world.user();
  await ann.client.ask(Logout);
  expect(codes(await ann.client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
});

test('a socket that opens without any token is closed, and nothing of it is executed', async () => {
  const socket = app.visitor.socket();
  const answer = socket.query('{ __typename }');
  expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthenticated' });
  await expect(answer).rejects.toMatchObject({ code: 4401 });
});

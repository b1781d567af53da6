import { expect, test } from 'vitest';
import { Login, ReservationCreate, TokenRefresh, Viewer } from '../generated/documents.js';
import { SECRET, startApp } from '../support/app.js';
import { BookingWorld } from '../support/booking.js';
import { codes, refusals } from '../support/client.js';
import { PASSWORD } from '../support/seed.js';
import { slot } from '../support/slots.js';
import { codeOf, enableTotp } from '../support/totp.js';

const NEW = 'a new secret of the tests that is long enough to sign with';

/** One server after another on the same database, as restarts with other secrets are. */
const before = await startApp();
const databaseUrl = before.databaseUrl;
const between = await startApp({ databaseUrl, secrets: [NEW, SECRET] });
const after = await startApp({ databaseUrl, secrets: [NEW] });
const announced = await startApp({ databaseUrl, secrets: [SECRET, NEW] });
const world = new BookingWorld(before);

test('a new secret beside the old one logs nobody out', async () => {
  const ann = await world.user();
  expect((await between.visitor.as(ann).ask(Viewer)).me?.id).toBe(ann.id);
  const socket = between.visitor.as(ann).socket();
  expect(await socket.run(Viewer)).toMatchObject({ data: { me: { id: ann.id } } });
  await socket.close();
});

test('what is issued then is signed with the new one', async () => {
  const ann = await world.user();
  const { tokenRefresh } = await between.visitor.ask(TokenRefresh, { refreshToken: ann.refreshToken });
  expect(refusals(tokenRefresh)).toEqual([]);
  const renewed = { accessToken: tokenRefresh.accessToken ?? '' };
  expect((await after.visitor.as(renewed).ask(Viewer)).me?.id).toBe(ann.id);
  expect(codes(await before.visitor.as(renewed).run(Viewer))).toEqual(['UNAUTHENTICATED']);
});

test('without the old one its tokens count no more, and log-ins go on with their refresh tokens', async () => {
  const ann = await world.user();
  expect(codes(await after.visitor.as(ann).run(Viewer))).toEqual(['UNAUTHENTICATED']);
  const { tokenRefresh } = await after.visitor.ask(TokenRefresh, { refreshToken: ann.refreshToken });
  const renewed = { accessToken: tokenRefresh.accessToken ?? '' };
  expect((await after.visitor.as(renewed).ask(Viewer)).me?.id).toBe(ann.id);
});

test('servers that know the new one and sign with the old one yet take tokens of those that sign with the new one already', async () => {
  const ann = await world.user();
  const { tokenRefresh } = await between.visitor.ask(TokenRefresh, { refreshToken: ann.refreshToken });
  const renewed = { accessToken: tokenRefresh.accessToken ?? '' };
  expect((await announced.visitor.as(renewed).ask(Viewer)).me?.id).toBe(ann.id);
});

test('a deed under a key is done once, though the secret changed meanwhile', async () => {
  const [ann, room] = [await world.user(), await world.resource()];
  const book = (app: typeof before) =>
    app.visitor
      .as(ann)
      .once(ReservationCreate, 'one-booking', { input: { resourceId: room.id, participants: 1, ...slot('10:00', '11:00') } });
  const first = (await book(before)).data?.reservationCreate.reservation?.id;
  expect(first).toBeDefined();
  expect((await book(between)).data?.reservationCreate.reservation?.id).toBe(first);
  const other = { input: { resourceId: room.id, participants: 2, ...slot('10:00', '11:00') } };
  expect(codes(await between.visitor.as(ann).once(ReservationCreate, 'one-booking', other))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
});

test('authenticator apps go on without the old one, once a server has started with both', async () => {
  const ann = await world.user();
  const { secret } = await enableTotp(ann);
  await startApp({ databaseUrl, secrets: [NEW, SECRET] });
  // The code that turned it on is used up.
  const code = codeOf(secret, Date.now() + 30_000);
  const { login } = await after.visitor.ask(Login, { input: { email: ann.email, password: PASSWORD, code } });
  expect(refusals(login)).toEqual([]);
});

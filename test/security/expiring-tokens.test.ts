import { describe, expect, test, vi } from 'vitest';
import { AccessTokens } from '../../src/modules/accounts/tokens.js';
import { Viewer } from '../generated/documents.js';
import { SECRET, startApp } from '../support/app.js';
import { BareSocket } from '../support/bare-socket.js';
import { codes } from '../support/client.js';
import { type Person, seed } from '../support/seed.js';

const app = await startApp();
const world = seed(app);
const tokens = new AccessTokens([SECRET]);

/** Someone whose token has so many milliseconds left, give or take the second in which tokens count. */
async function expiringIn(milliseconds: number) {
  const person: Person = await world.user();
  const { token, expiresAt } = tokens.issue(person.id, person.loginId, Date.now() + milliseconds - 15 * 60_000);
  return { client: app.visitor.as({ accessToken: token }), expiresAt };
}

describe('a token that expires while its client is subscribed', () => {
  test('closes the socket by name, within a second', async () => {
    const { client, expiresAt } = await expiringIn(2_000);
    const socket = client.socket();
    await socket.opened;
    const subscription = socket.subscribe({ toString: () => 'subscription { reservationChanged { change } }' } as never);
    subscription.next().catch(() => undefined);
    expect(await socket.closed).toEqual({ code: 4401, reason: 'Access token expired' });
    expect(Math.abs(Date.now() - expiresAt)).toBeLessThan(1_000);
    expect(codes(await client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
  });

  test('also ends what is asked by a client that does not answer the close', async () => {
    const { client, expiresAt } = await expiringIn(2_000);
    const socket = await BareSocket.open(client);
    const asked = vi.spyOn(app.modules.accounts.authenticator, 'actorOf');
    socket.stopReading();
    await new Promise(resolve => setTimeout(resolve, expiresAt - Date.now() + 200));
    asked.mockClear();
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ me { id } }' } });
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(asked).not.toHaveBeenCalled();
    socket.readOn();
    expect((await socket.closed).code).toBe(4401);
    expect(socket.messages.map(it => it.type)).toEqual(['connection_ack']);
  });
});

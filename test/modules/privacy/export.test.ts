import { describe, expect, test } from 'vitest';
import { AccountExport, Login, UserExport } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { type Client, codes } from '../../support/client.js';
import { settle } from '../../support/mailbox.js';
import { PASSWORD, type Person } from '../../support/seed.js';
import { slot } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';
import { enableTotp } from '../../support/totp.js';

const app = await startApp();
const world = new BookingWorld(app);

interface Exported {
  readonly kind: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

async function pageOf(client: Client, page: { first: number; after: string | null }) {
  return (await client.ask(AccountExport, page)).accountExport;
}

/** All of it, page by page. */
async function exportOf({ client }: Person, first = 100): Promise<Exported[]> {
  await app.sealer.seal();
  const records: Exported[] = [];
  let after: string | null = null;
  for (;;) {
    const { nodes, pageInfo, totalCount } = await pageOf(client, { first, after });
    records.push(...nodes);
    if (!pageInfo.hasNextPage) {
      expect(totalCount).toBe(records.length);
      return records;
    }
    expect(nodes).toHaveLength(first);
    after = pageInfo.endCursor;
  }
}

async function reserve(person: Person, from: string, to: string) {
  return world.reservation({ resourceId: (await world.resource()).id, userId: person.id, note: 'Mine', ...slot(from, to) });
}

describe('an export', () => {
  test('tells all that is stored about oneself, instants as clients know them', async () => {
    const ann = await world.user({ firstName: 'Zoë' });
    const reservation = await reserve(ann, '10:00', '11:00');
    const records = await exportOf(ann);
    expect(records.map(it => it.kind)).toEqual(['reservations', 'deeds', 'refreshTokens', 'logins', 'loginAttempts', 'account']);
    expect(records[0]?.fields).toMatchObject({
      id: reservation.id,
      note: 'Mine',
      startsAt: new Date(reservation.startsAt).toISOString(),
      status: 'PENDING',
    });
    expect(records.at(-1)?.fields).toMatchObject({
      email: ann.email,
      firstName: 'Zoë',
      role: 'EMPLOYEE',
      emailVerified: false,
      erasedAt: null,
    });
    expect(records[4]?.fields).toMatchObject({ outcome: 'LOGGED_IN', address: '127.0.0.1', userAgent: 'seed' });
  });

  test('tells no hash and no secret', async () => {
    const ann = await world.user();
    await enableTotp(ann);
    const told = JSON.stringify(await exportOf(ann));
    expect(told).not.toMatch(/hash|argon2|sealed|secret/i);
  });

  test('is the same whatever the size of its pages', async () => {
    const ann = await world.user();
    await enableTotp(ann);
    for (const hour of [10, 12, 14]) await reserve(ann, `${hour}:00`, `${hour + 1}:00`);
    await app.visitor.ask(Login, { input: { email: ann.email, password: PASSWORD } });
    await settle(app);
    const whole = await exportOf(ann);
    expect(whole.length).toBeGreaterThan(15);
    for (const size of [1, 2, 7]) expect(await exportOf(ann, size)).toEqual(whole);
  });

  test('takes a statement for each table and no more, however much there is', async () => {
    const ann = await world.user();
    await enableTotp(ann);
    const query = '{ accountExport { nodes { kind } } }';
    const statements = await statementsOf(app, () => ann.client.query(query));
    expect(statements).toHaveLength(app.modules.privacy.personal.length);
  });

  test('holds nothing of others', async () => {
    const [ann, bob] = [await world.user(), await world.user()];
    await reserve(bob, '10:00', '11:00');
    expect(JSON.stringify(await exportOf(ann))).not.toContain(bob.id);
  });

  test('of somebody is given to an administrator as to themselves', async () => {
    const [admin, ann] = [await world.user({ role: 'ADMIN' }), await world.user()];
    const toThemselves = await exportOf(ann);
    const { userExport } = await admin.client.ask(UserExport, { id: ann.id });
    expect(userExport.nodes).toEqual(toThemselves);
  });

  test('is limited to 120 pages in ten minutes', async () => {
    const ann = await world.user();
    const query = '{ accountExport(first: 1) { totalCount } }';
    for (let i = 0; i < 120; i++) expect(codes(await ann.client.query(query))).toEqual([]);
    expect(codes(await ann.client.query(query))).toEqual(['RATE_LIMITED']);
  });

  test.each([['x'], ['WyJ4IiwieSJd'], ['WyJhY2NvdW50IiwiMSJd'], ['bnVsbA']])(
    'refuses a cursor that is none of its own: %s',
    async after => {
      const ann = await world.user();
      expect(codes(await ann.client.run(AccountExport, { after }))).toEqual(['BAD_USER_INPUT']);
    },
  );
});

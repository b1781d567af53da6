import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  AccountExport,
  ClassGroupRemoveLearners,
  DepartmentUpdate,
  Login,
  PasswordChange,
  ProfileUpdate,
  UserErase,
  UserExport,
  UserUpdate,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { type Client, codes, refusals } from '../../support/client.js';
import { settle } from '../../support/mailbox.js';
import { planOf } from '../../support/plans.js';
import { runByHand } from '../../support/raw-sql.js';
import { PASSWORD, type Person, unique } from '../../support/seed.js';
import { slot } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';
import { enableTotp } from '../../support/totp.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);

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

interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly withheld: boolean;
}

/** What it tells under `changes`. */
async function changesOf(person: Person) {
  const records = (await exportOf(person)).filter(it => it.kind === 'changes');
  return records.map(({ fields: { createdAt, by, deed, entity, kind, changes } }) => ({
    at: String(createdAt),
    by,
    deed,
    entity,
    kind,
    changes: changes as readonly Change[],
  }));
}

function change(field: string, before: unknown, after: unknown): Change {
  return { field, before, after, withheld: false };
}

const UNKNOWN = '01890000-0000-7000-8000-000000000000';

function cursor(...values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

async function reserve(person: Person, from: string, to: string) {
  return world.reservation({ resourceId: (await world.resource()).id, userId: person.id, note: 'Mine', ...slot(from, to) });
}

/** So many entries about other things, before all others, that PostgreSQL plans as it does for large tables. */
async function fillAudit(count: number): Promise<void> {
  const many = app.database.dialect.elementsOf(JSON.stringify(Array.from({ length: count }, (_, n) => n)));
  await runByHand(
    app,
    sql`insert into audit_entries (sequence, id, created_at, actor_id, deed, entity, entity_id, kind, fields, digest, hash)
      select -1 - n, 'entry ' || n, ${new Date(0)}, 'actor ' || (n % 500), 'test:fill', 'Site', 'site ' || (n % 5000), 'UPDATED', '[]', '', ''
      from ${many} it`,
  );
  // With what the database of a server knows of its tables.
  await runByHand(app, sql`analyze`);
}

describe('an export', () => {
  test('tells all that is stored about oneself, instants as clients know them', async () => {
    const ann = await world.user({ firstName: 'Zoë' });
    const reservation = await reserve(ann, '10:00', '11:00');
    const records = await exportOf(ann);
    expect(records.map(it => it.kind)).toEqual(['reservations', 'deeds', 'refreshTokens', 'logins', 'loginAttempts', 'account', 'changes']);
    expect(records[0]?.fields).toMatchObject({
      id: reservation.id,
      note: 'Mine',
      startsAt: new Date(reservation.startsAt).toISOString(),
      status: 'PENDING',
    });
    expect(records.find(it => it.kind === 'account')?.fields).toMatchObject({
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

  test('tells what became of the account, with the values before, whoever did it, and not who else it was', async () => {
    const [admin, ann] = [
      await world.user({ role: 'ADMIN', firstName: 'Adam', lastName: 'Admin' }),
      await world.user({ firstName: 'Zoë' }),
    ];
    await ann.client.ask(ProfileUpdate, { input: { firstName: 'Zoé' } });
    await admin.client.ask(UserUpdate, { id: ann.id, input: { role: 'MANAGER' } });
    const changes = await changesOf(ann);
    expect(changes.map(it => [it.by, it.deed, it.entity, it.kind, it.changes])).toEqual([
      ['THEMSELVES', 'login:begin', 'Login', 'CREATED', expect.arrayContaining([change('userAgent', null, 'seed')])],
      ['THEMSELVES', 'account:update', 'User', 'UPDATED', [change('firstName', 'Zoë', 'Zoé')]],
      ['SOMEBODY_ELSE', 'user:update', 'User', 'UPDATED', [change('role', 'EMPLOYEE', 'MANAGER')]],
    ]);
    for (const { at } of changes) expect(at).toMatch(/^\d{4}-\d\d-\d\dT/);
    const told = JSON.stringify(changes);
    for (const it of [admin.id, admin.username, 'Adam']) expect(told).not.toContain(it);
  });

  test('tells that a password was changed, and when, without a hash', async () => {
    const ann = await world.user();
    await ann.client.ask(PasswordChange, { input: { currentPassword: PASSWORD, newPassword: 'another horse battery staple' } });
    const again = await world.logIn(ann);
    // The mail that tells of it is gone by then.
    await settle(app);
    const deed = (await changesOf(again)).find(it => it.deed === 'account:change-password' && it.entity === 'User');
    expect(deed).toMatchObject({ by: 'THEMSELVES', kind: 'UPDATED', changes: [] });
    expect(JSON.stringify(await exportOf(again))).not.toMatch(/argon2/);
  });

  test('tells of what was theirs before and after, but of nobody else’s id, and of no secret of the house', async () => {
    const [admin, ann, bob] = [
      await world.user({ role: 'ADMIN' }),
      await world.user({ role: 'MANAGER' }),
      await world.user({ role: 'MANAGER' }),
    ];
    const { id, version } = await world.department({ managerId: bob.id, name: unique('Before') });
    const input = { managerId: ann.id, name: unique('After'), annualBudget: 1_234_567, version };
    expect(refusals((await admin.client.ask(DepartmentUpdate, { id, input: input as never })).departmentUpdate)).toEqual([]);
    const [told] = (await changesOf(ann)).filter(it => it.entity === 'Department');
    expect(told?.changes).toEqual(
      expect.arrayContaining([
        { field: 'managerId', before: null, after: ann.id, withheld: true },
        change('name', expect.stringContaining('Before'), input.name),
      ]),
    );
    const all = JSON.stringify(told);
    expect(all).not.toContain(bob.id);
    expect(all).not.toContain('1234567');
    expect(all).not.toContain('annualBudget');
  });

  test('tells of what was theirs and is deleted since', async () => {
    const learner = await world.learner();
    const { id } = await world.classGroup({}, learner);
    const staff = await world.user({ role: 'STAFF' });
    expect(refusals((await staff.client.ask(ClassGroupRemoveLearners, { id, learnerIds: [learner.id] })).classGroupRemoveLearners)).toEqual(
      [],
    );
    const changes = (await changesOf(learner)).filter(it => it.entity === 'Membership');
    expect(changes).toMatchObject([{ kind: 'DELETED', by: 'SOMEBODY_ELSE' }]);
    expect(changes[0]?.changes).toContainEqual(expect.objectContaining({ field: 'classGroupId', before: id }));
  });

  test('holds no former values of whoever was erased', async () => {
    const [admin, ann] = [await world.user({ role: 'ADMIN' }), await world.user({ firstName: 'Zoë' })];
    await ann.client.ask(ProfileUpdate, { input: { firstName: 'Zoé' } });
    await admin.client.ask(UserErase, { id: ann.id });
    await app.sealer.seal();
    const { nodes } = (await admin.client.ask(UserExport, { id: ann.id })).userExport;
    expect(nodes.filter(it => it.kind === 'changes').length).toBeGreaterThan(1);
    expect(JSON.stringify(nodes)).not.toMatch(/Zo[ëé]/);
  });

  test('reads deeds and changes by their indexes, and deeds in the order of theirs', async () => {
    const ann = await world.user();
    await ann.client.ask(ProfileUpdate, { input: { firstName: 'Zoé' } });
    await app.sealer.seal();
    await fillAudit(20_000);
    const statements = new Set<string>();
    app.database.observe(statement => statements.add(statement));
    await exportOf(ann, 1);
    app.database.observe(undefined);
    const plans = async (condition: string) =>
      Promise.all(
        [...statements]
          .filter(it => it.includes(`from audit_entries t where ${condition}`) && it.includes('order by'))
          .map(it => planOf(app, it)),
      );
    const [deeds, changes] = [await plans('t.actor_id'), await plans('t.entity_id')];
    expect([deeds.length, changes.length]).toEqual([2, 2]);
    for (const plan of deeds) {
      expect(plan.join('\n')).toContain('audit_entries_actor_id_created_at_id_index');
      expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|Sort/);
    }
    // PostgreSQL may go on by time alone where it knows that little is left.
    expect(changes.flat().join('\n')).toContain('audit_entries_entity_id_created_at_id_index');
    for (const plan of changes) expect(plan.join('\n')).not.toMatch(/^SCAN|Seq Scan on audit_entries/);
  });

  test('is limited to 120 pages in ten minutes', async () => {
    const ann = await world.user();
    const query = '{ accountExport(first: 1) { totalCount } }';
    for (let i = 0; i < 120; i++) expect(codes(await ann.client.query(query))).toEqual([]);
    expect(codes(await ann.client.query(query))).toEqual(['RATE_LIMITED']);
  });

  test.each([
    ['x'],
    ['WyJ4IiwieSJd'],
    ['WyJhY2NvdW50IiwiMSJd'],
    ['bnVsbA'],
    [cursor('deeds', UNKNOWN)],
    [cursor('deeds', UNKNOWN, '2030')],
    [cursor('deeds', UNKNOWN, 1e15)],
    [cursor('account', UNKNOWN, 1)],
  ])('refuses a cursor that is none of its own: %s', async after => {
    const ann = await world.user();
    expect(codes(await ann.client.run(AccountExport, { after }))).toEqual(['BAD_USER_INPUT']);
  });
});

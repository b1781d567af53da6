import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLField, getDirectiveValues, parse } from 'graphql';
import { afterAll, describe, expect, test } from 'vitest';
import { type Permission, permissions, permissionsOf, Role } from '../src/platform/access/permissions.js';
import { type Row, rows } from './access-matrix.rows.js';
import { ExplainAccess, Logout, ReservationWatch } from './generated/documents.js';
import { startApp } from './support/app.js';
import { type Answer, type Client, codes, refusals } from './support/client.js';
import { stopClockAt } from './support/clock.js';
import type { Person } from './support/seed.js';
import { unique } from './support/seed.js';
import { TrainingWorld } from './support/training.js';
import { noteWrites } from './support/written.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();

type Outcome = 'allowed' | 'FORBIDDEN' | 'NOT_FOUND' | 'UNAUTHENTICATED';
type RootField = GraphQLField<unknown, unknown>;

interface Payload {
  readonly errors: Parameters<typeof refusals>[0]['errors'];
}

/** What the schema that is written down says about who may. */
interface Access {
  readonly permission?: Permission;
  readonly own: boolean;
  readonly ownersNeed?: Permission;
  readonly public: boolean;
}

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const fields = roots.flatMap(root => Object.values(root?.getFields() ?? {}).map(field => [`${root?.name}.${field.name}`, field] as const));

/** Someone who may see every change, and watches from the first test to the last. */
const witness = (await world.user({ role: 'ADMIN' })).client.socket();
const told: unknown[] = [];
const written = await noteWrites(app);
await witness.opened;
void (async () => {
  for await (const event of witness.subscribe(ReservationWatch)) told.push(event);
})().catch(() => undefined);
afterAll(() => witness.close());

test('every root field has a row in this matrix, and every row a field', () => {
  expect(Object.keys(rows).sort()).toEqual(fields.map(([name]) => name).sort());
});

test.each(fields)('the document of %s asks for that field alone', (name, field) => {
  const [operation] = parse(rowOf(name).document.toString()).definitions;
  const selections = operation && 'selectionSet' in operation ? operation.selectionSet.selections : [];
  expect(selections.map(it => 'name' in it && it.name.value)).toEqual([field.name]);
});

test('what is done is seen in what it leaves behind, and the witness hears of it', async () => {
  const person = await world.user();
  const row = rowOf('Mutation.reservationCreate');
  const variables = await row.variables(world, { person, owner: person });
  await leftBehind();
  await person.client.query(row.document.toString(), variables);
  const { rows, told } = await leftBehind();
  expect(rows).toEqual(expect.arrayContaining(['insert audit_entries', 'insert event_log', 'insert reservations']));
  expect(told).toHaveLength(1);
});

describe.each(fields)('%s', (name, field) => {
  const row = rowOf(name);
  const access = accessOf(field);
  const ownership = access.own ? (['own', 'another’s'] as const) : (['any'] as const);
  const withoutLogin = access.public ? 'allowed' : 'UNAUTHENTICATED';

  test('as a visitor', async () => {
    await expectOutcome(withoutLogin, field, row, app.visitor, await world.user());
  });

  test('as one whose log-in has ended', async () => {
    const person = await world.user({ role: 'ADMIN' });
    await person.client.ask(Logout);
    await expectOutcome(withoutLogin, field, row, person.client, await world.user());
  });

  describe.each(ownership)('with %s', whose => {
    test.each(Object.values(Role))('as %s', async role => {
      const person = await world.user({ role });
      const owner = whose === 'own' ? person : await world.user({ role: 'TRAINER' });
      const refused = row.unknown && mayDo(access, role, true) ? 'NOT_FOUND' : 'FORBIDDEN';
      await expectOutcome(mayDo(access, role, whose === 'own') ? 'allowed' : refused, field, row, person, owner);
    });
  });

  const { permission } = access;
  if (permission && !permissionsOf['EMPLOYEE']?.has(permission)) {
    test('as one who was granted the permission', async () => {
      const person = await world.user({ role: 'EMPLOYEE', authorizations: [permission, ...(row.takes ?? [])] });
      await expectOutcome('allowed', field, row, person, await world.user({ role: 'TRAINER' }));
    });
  }
});

function rowOf(name: string): Row {
  const row = rows[name];
  if (!row) throw new Error(`${name} has no row in the access matrix`);
  return row;
}

function accessOf({ name, astNode }: RootField): Access {
  const directive = schema.getDirective('access');
  const access = directive && astNode ? getDirectiveValues(directive, astNode) : undefined;
  if (!access) throw new Error(`${name} has no @access in schema.graphql`);
  return access as unknown as Access;
}

function mayDo({ permission, own, ownersNeed, public: isPublic }: Access, role: Role, isOwn: boolean): boolean {
  const holds = (it: Permission) => (permissions[it] as readonly Role[]).includes(role);
  return isPublic || (own && isOwn && (!ownersNeed || holds(ownersNeed))) || (permission !== undefined && holds(permission));
}

/** Sends the row's document. Who is logged in is told beforehand what will come of it; a refusal leaves nothing behind. */
async function expectOutcome(expected: Outcome, field: RootField, row: Row, who: Person | Client, owner: Person): Promise<void> {
  const person = 'client' in who ? who : owner;
  const client = 'client' in who ? who.client : who;
  const variables = await row.variables(world, { owner, person });
  if ('client' in who) expect(await explained(who, field, row, variables)).toBe(expected === 'allowed');
  if (expected !== 'allowed') await leftBehind();
  expect(await (row.event ? outcomeOfSubscription(row, variables, client) : outcomeOfRequest(field, row, variables, client))).toBe(
    expected,
  );
  if (expected === 'allowed') return;
  // What is answered as data is remembered under its key, whatever it says.
  if (!row.event && expected !== 'NOT_FOUND') await client.once(row.document, unique('key'), variables as Record<string, unknown>);
  expect(await leftBehind()).toEqual({ rows: [], told: [] });
}

/** What was left behind since this was last asked: writes into every table, the log of events among them, and what was told. Whatever else is sent
 * belongs here. */
async function leftBehind() {
  // What was told before is with the witness by the time it hears this.
  await witness.query('{ me { id } }');
  return { rows: await written(), told: told.splice(0) };
}

async function explained({ client }: Person, field: RootField, row: Row, variables: unknown): Promise<boolean> {
  const { permission } = accessOf(field);
  if (!permission) return true;
  const id = row.about ? row.about(variables as never) : (variables as { id?: string }).id;
  return (await client.ask(ExplainAccess, { permission, id })).explainAccess.allowed;
}

async function outcomeOfRequest(field: RootField, row: Row, variables: unknown, client: Client): Promise<Outcome> {
  const answer: Answer<unknown> = await client.query(row.document.toString(), variables);
  const [code] = codes(answer);
  if (code) {
    expect(answer.data?.[field.name as never] ?? null).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual([]);
    return code as Outcome;
  }
  const answered = (answer.data as Record<string, Payload | null>)[field.name];
  expect(answered).not.toBeNull();
  if (answered?.errors?.[0]?.code === 'NOT_FOUND') return 'NOT_FOUND';
  expect(answered?.errors ? refusals(answered) : []).toEqual([]);
  return 'allowed';
}

async function outcomeOfSubscription(row: Row, variables: unknown, client: Client): Promise<Outcome> {
  const socket = client.socket();
  try {
    await socket.opened;
  } catch {
    expect((await socket.closed).code).toBe(4401);
    return 'UNAUTHENTICATED';
  }
  const subscription = socket.subscribe(row.document, variables as Record<string, unknown>);
  const answer = subscription.next();
  // The subscription stands as soon as an operation sent after it is answered.
  await socket.query('{ me { id } }');
  await row.event?.(world, variables as never);
  const [code] = codes({ errors: (await answer).errors });
  await socket.close();
  return (code as Outcome | undefined) ?? 'allowed';
}

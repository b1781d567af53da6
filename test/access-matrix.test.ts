import { type GraphQLField, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schemaOfModules } from '../src/app.js';
import { type Permission, permissionsOf, Role } from '../src/platform/access/permissions.js';
import { sql, text } from '../src/platform/database/sql.js';
import { EventReader } from '../src/platform/events/logged-event.entity.js';
import { requirementOf } from '../src/platform/graphql/access.js';
import { type Row, rows } from './access-matrix.rows.js';
import { startApp } from './support/app.js';
import { codes, refusals } from './support/client.js';
import { stopClockAt } from './support/clock.js';
import type { Person } from './support/seed.js';
import { TrainingWorld } from './support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();

type Outcome = 'allowed' | 'FORBIDDEN' | 'UNAUTHENTICATED';

interface Payload {
  readonly errors: Parameters<typeof refusals>[0]['errors'];
}

const schema = schemaOfModules();
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const fields = roots.flatMap(root => Object.values(root?.getFields() ?? {}).map(field => [`${root?.name}.${field.name}`, field] as const));

test('every root field has a row in this matrix, and every row a field', () => {
  expect(Object.keys(rows).sort()).toEqual(fields.map(([name]) => name).sort());
});

test.each(fields)('the document of %s asks for that field alone', (name, field) => {
  const [operation] = parse(rowOf(name).document.toString()).definitions;
  const selections = operation && 'selectionSet' in operation ? operation.selectionSet.selections : [];
  expect(selections.map(it => 'name' in it && it.name.value)).toEqual([field.name]);
});

describe.each(fields)('%s', (name, field) => {
  const row = rowOf(name);
  const requirement = requirementOf(field);
  const ownership = requirement !== 'PUBLIC' && requirement?.own ? (['own', 'another’s'] as const) : (['any'] as const);

  test('as a visitor', async () => {
    const expected = requirement === 'PUBLIC' ? 'allowed' : 'UNAUTHENTICATED';
    expect(await outcomeOf(field, row, undefined, await world.user())).toBe(expected);
  });

  describe.each(ownership)('with %s', whose => {
    test.each(Object.values(Role))('as %s', async role => {
      const person = await world.user({ role });
      const owner = whose === 'own' ? person : await world.user({ role: 'TRAINER' });
      expect(await outcomeOf(field, row, person, owner)).toBe(mayDo(field, role, whose === 'own') ? 'allowed' : 'FORBIDDEN');
    });
  });

  const permission = permissionOf(field);
  if (permission && !permissionsOf['EMPLOYEE']?.has(permission)) {
    test('as one who was granted the permission', async () => {
      const person = await world.user({ role: 'EMPLOYEE', authorizations: [permission] });
      expect(await outcomeOf(field, row, person, await world.user())).toBe('allowed');
    });
  }
});

function rowOf(name: string): Row {
  const row = rows[name];
  if (!row) throw new Error(`${name} has no row in the access matrix`);
  return row;
}

function permissionOf(field: GraphQLField<unknown, unknown>): Permission | undefined {
  const requirement = requirementOf(field);
  return requirement === 'PUBLIC' ? undefined : requirement?.permission;
}

function mayDo(field: GraphQLField<unknown, unknown>, role: Role, isOwn: boolean): boolean {
  const permission = permissionOf(field);
  if (!permission) return true;
  const requirement = requirementOf(field);
  const own = isOwn && requirement !== 'PUBLIC' && requirement?.own;
  return own === true || [permission, own || permission].some(it => permissionsOf[role]?.has(it));
}

/** Sends the row's document as this person; a refusal has to leave everything as it was. */
async function outcomeOf(field: GraphQLField<unknown, unknown>, row: Row, person: Person | undefined, owner: Person): Promise<Outcome> {
  const variables = await row.variables(world, { owner, person: person ?? owner });
  const before = await countEverything();
  const outcome = row.event ? await outcomeOfSubscription(row, variables, person) : await outcomeOfRequest(field, row, variables, person);
  if (outcome !== 'allowed') expect(await countEverything()).toEqual(before);
  return outcome;
}

async function outcomeOfRequest(field: GraphQLField<unknown, unknown>, row: Row, variables: unknown, person?: Person): Promise<Outcome> {
  const client = person?.client ?? app.visitor;
  const answer = await client.query<Record<string, Payload | null>>(row.document.toString(), variables);
  const [code] = codes(answer);
  if (code) return code as Outcome;
  const answered = answer.data?.[field.name];
  expect(answered).not.toBeNull();
  const [refused] = answered?.errors ? refusals(answered) : [];
  // Where one may with one's own, whose it is shows only in the row: the service answers then.
  if (refused) expect(refused).toMatch(/^NOT_ALLOWED/);
  return refused ? 'FORBIDDEN' : 'allowed';
}

async function outcomeOfSubscription(row: Row, variables: unknown, person?: Person): Promise<Outcome> {
  const socket = (person?.client ?? app.visitor).socket();
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

/** How many rows every table has and how often they were changed. */
/** Rows of every table but the one in which the relay notes by itself how far it came. */
async function countEverything(): Promise<unknown[]> {
  const { database } = app;
  const metas = [...database.orm.getMetadata().getAll().values()].filter(
    meta => meta.tableName && !meta.embeddable && meta.class !== EventReader,
  );
  return Promise.all(
    metas.map(meta =>
      database.rows(
        sql`select count(*) as count, ${text(meta.versionProperty ? 'sum(version)' : '0')} as versions from ${text(meta.tableName)}`,
      ),
    ),
  );
}

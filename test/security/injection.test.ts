import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { schemaOfModules } from '../../src/app.js';
import { sql } from '../../src/platform/database/sql.js';
import { startApp } from '../support/app.js';
import { BookingWorld } from '../support/booking.js';
import { codes } from '../support/client.js';
import type { Person } from '../support/seed.js';
import { slot } from '../support/slots.js';

/** Behind a proxy, so that no limit of attempts ends what is tried. */
const app = await startApp({ trustedProxies: 1 });
const world = new BookingWorld(app);
const schema = schemaOfModules();

const TEXTS = [
  "'; drop table users; --",
  "' or '1'='1",
  '" or ""="',
  '1) union select password_hash from users --',
  '%_\\%',
  "\\'; select pg_sleep(5); --",
  '$1 ? :name @name',
  '{"$gt": ""}',
  '__proto__',
  'constructor.prototype.admin',
  '{{7*7}}<%= 7*7 %>',
  'nul \0 in it',
  'half a pair: \ud800',
  '\r\nSet-Cookie: amphi_access=x',
  '../../../etc/passwd',
  'x'.repeat(19_999),
  '💣'.repeat(500),
];
const OTHERS: readonly unknown[] = [
  { $gt: '' },
  [{ toString: 'x', constructor_: { prototype: 1 } }],
  -1,
  1.5,
  2_147_483_647,
  null,
  '',
  Array.from({ length: 1_500 }, () => 'x'),
];
const CURSORS = [
  '[]',
  '{}',
  'null',
  '[{"$gt":""},{"$gt":""}]',
  `["'; drop table users; --","${crypto.randomUUID()}"]`,
  '["a","b","c","d"]',
  '[1e308,null]',
  '[[],[]]',
];

/** What a request may come to: data, or one of these. */
const TYPED = /^(BAD_USER_INPUT|TOO_COMPLEX|RATE_LIMITED|GRAPHQL_VALIDATION_FAILED|FORBIDDEN|UNAUTHENTICATED)$/;

let admin: Person;
let ids: readonly string[];
beforeAll(async () => {
  admin = await world.user({ role: 'ADMIN', username: 'sentinel' });
  const [resource, department] = [await world.resource(), await world.department()];
  await world.reservation({ resourceId: resource.id, userId: admin.id, ...slot('10:00', '11:00') });
  ids = [resource.id, resource.siteId, department.id, admin.id];
});

/** A way to a field with arguments: what stands before its arguments, and after them. */
interface Way {
  readonly field: GraphQLField<unknown, unknown>;
  readonly before: string;
  readonly after: string;
}

const roots = [schema.getQueryType(), schema.getMutationType()].filter(it => it != null);
const ways = roots.flatMap(root => {
  const operation = root === schema.getMutationType() ? 'mutation' : 'query';
  return Object.values(root.getFields()).flatMap(field => waysFrom(field, `${operation} (ARGUMENTS) { `, ' }', new Set(), 0));
});

/** The field, and those with arguments in what it answers, each type once on a way. */
function waysFrom(field: GraphQLField<unknown, unknown>, before: string, after: string, seen: ReadonlySet<string>, depth: number): Way[] {
  const own = field.args.length > 0 ? [{ field, before, after }] : [];
  const type = getNamedType(field.type);
  const reachable =
    depth < 4 &&
    isObjectType(type) &&
    !seen.has(type.name) &&
    field.args.every(it => !isNonNullType(it.type) || it.defaultValue !== undefined);
  if (!reachable) return own;
  const inner = Object.values(type.getFields()).flatMap(it =>
    waysFrom(it, `${before}${field.name} { `, ` }${after}`, new Set([...seen, type.name]), depth + 1),
  );
  return [...own, ...inner];
}

/** Each field with arguments once, by its shortest way. */
const fields = [...Map.groupBy(ways, ({ field }) => field).values()].map(
  same => same.sort((a, b) => a.before.length - b.before.length)[0] as Way,
);

/** Something that fits the type. */
function fitting(type: GraphQLInputType, name: string): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [fitting(inner.ofType, name)];
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  if (isInputObjectType(inner)) {
    const given = Object.values(inner.getFields()).filter(it => isNonNullType(it.type));
    return Object.fromEntries(given.map(it => [it.name, fitting(it.type, it.name)]));
  }
  const texts: Record<string, unknown> = {
    Int: 1,
    Float: 1,
    Boolean: true,
    DateTime: '2030-06-03T10:00:00Z',
    LocalTime: '10:00',
    ID: ids[name.length % ids.length],
  };
  return texts[getNamedType(inner).name] ?? 'text';
}

/** Every place in the arguments that takes a leaf, as the way of names to it. */
function placesOf(inputs: readonly (GraphQLArgument | GraphQLInputField)[], way: readonly string[] = []): string[][] {
  return inputs.flatMap(({ name, type }) => {
    const inner = getNamedType(type);
    const here = [...way, name];
    return isInputObjectType(inner) ? [here, ...placesOf(Object.values(inner.getFields()), here)] : [here];
  });
}

function withValueAt(
  whole: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  value: unknown,
  args: readonly (GraphQLArgument | GraphQLInputField)[],
): Record<string, unknown> {
  const input = args.find(it => it.name === name);
  if (!input || rest.length === 0) return { ...whole, [name]: value };
  const type = getNamedType(input.type);
  const inside = (whole[name] ?? fitting(input.type, name)) as Record<string, unknown>;
  return { ...whole, [name]: withValueAt(inside, rest, value, isInputObjectType(type) ? Object.values(type.getFields()) : []) };
}

function operationOf({ field, before, after }: Way): string {
  const declared = field.args.map(it => `$${it.name}: ${String(it.type)}`).join(', ');
  const given = field.args.map(it => `${it.name}: $${it.name}`).join(', ');
  return `${before.replace('ARGUMENTS', declared)}${field.name}(${given})${selectionOf(field.type)}${after}`;
}

function selectionOf(type: GraphQLOutputType): string {
  const inner = getNamedType(type);
  if (isLeafType(inner)) return '';
  const names = isObjectType(inner) ? Object.keys(inner.getFields()) : [];
  if (names.includes('nodes')) return ' { totalCount nodes { __typename } }';
  return names.includes('errors') ? ' { errors { code path } }' : ' { __typename }';
}

/** The name of the type that stands at a place. */
function leafAt([name, ...rest]: readonly string[], inputs: readonly (GraphQLArgument | GraphQLInputField)[]): string {
  const type = inputs.find(it => it.name === name)?.type;
  const inner = type && getNamedType(type);
  return isInputObjectType(inner) && rest.length > 0 ? leafAt(rest, Object.values(inner.getFields())) : (inner?.name ?? '');
}

async function sentinel() {
  return app.database.rows(sql`select username, role, email from users where id = ${admin.id}`);
}

describe.each(fields.map(way => [`${way.before.replace(/^.*?\{ /, '').replaceAll(' { ', '.')}${way.field.name}`, way] as const))(
  '%s',
  (_name, way) => {
    const { args } = way.field;
    test.each(placesOf(args).map(place => [place.join('.'), place] as const))('%s', async (_place, place) => {
      const query = operationOf(way);
      const before = await sentinel();
      const last = place.at(-1) ?? '';
      const leaf = leafAt(place, args);
      const texts = leaf === 'String' ? TEXTS : TEXTS.slice(0, 2);
      const cursors = last === 'after' ? CURSORS.map(it => Buffer.from(it).toString('base64url')) : [];
      // A password is hashed for each try, on purpose slowly: a few will do.
      const tried = /password/i.test(last) ? TEXTS.slice(0, 4) : [...texts, ...OTHERS, ...cursors];
      for (const value of tried) {
        const variables = withValueAt(
          Object.fromEntries(args.flatMap(it => (isNonNullType(it.type) ? [[it.name, fitting(it.type, it.name)]] : []))),
          place,
          value,
          args,
        );
        const { client } = admin;
        const answer = await client.with({ 'x-forwarded-for': crypto.randomUUID() }).query(query, variables);
        expect([variables, ...codes(answer).filter(code => !TYPED.test(code))]).toEqual([variables]);
      }
      expect(await sentinel()).toEqual(before);
    });
  },
);

test('nothing of it reached what all objects share', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  expect(fields.length).toBeGreaterThan(30);
});

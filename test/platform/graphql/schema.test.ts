import { readdirSync, readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLNamedType,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  parse,
  printSchema as printWithoutDirectives,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { schemaOfModules } from '../../../src/app.js';
import { accessDirective, requirementOf } from '../../../src/platform/graphql/access.js';
import { printSchema } from '../../../src/platform/graphql/print-schema.js';

const schema = schemaOfModules();
const types = Object.values(schema.getTypeMap()).filter(type => !isIntrospectionType(type) && !isSpecifiedScalarType(type));

/** What a type consists of, each with its name in full. */
function* partsOf(type: GraphQLNamedType): Generator<[string, string | null | undefined]> {
  yield [type.name, type.description];
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field.description];
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field.description];
      for (const arg of field.args) yield [`${type.name}.${field.name}(${arg.name})`, arg.description];
    }
  }
}

describe('the schema', () => {
  test('describes every type, field, argument and value', () => {
    const directives = schema.getDirectives().flatMap(it => [it, ...it.args].map(part => [`@${part.name}`, part.description] as const));
    const silent = [...directives, ...types.flatMap(type => [...partsOf(type)])].filter(([, description]) => !description);
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  test('states for every root field who may, in words and by a directive, as its guard asks', () => {
    const written = buildSchema(printSchema(schema));
    for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
      for (const field of Object.values(root?.getFields() ?? {})) {
        const type = written.getType(root?.name ?? '');
        const node = isObjectType(type) ? type.getFields()[field.name]?.astNode : undefined;
        const directive = getDirectiveValues(accessDirective, node ?? {});
        const requirement = requirementOf(field);
        expect(directive).toEqual(requirement === 'PUBLIC' ? { public: true, own: false } : { ...requirement, public: false });
        const { permission, own, ownersNeed } = requirement === 'PUBLIC' || !requirement ? { own: false } : requirement;
        const withOwn = own ? `, or ${ownersNeed ? `\`${ownersNeed}\` with ` : ''}one’s own` : '';
        const sentence = permission ? `Permission: \`${permission}\`${withOwn}.` : 'Public.';
        expect(field.description?.split('\n').at(-1)).toBe(sentence);
      }
    }
  });

  test('is printed as graphql-js prints it, but for the directives of its root fields', () => {
    const withoutDirectives = printSchema(schema).replace(/ @access\([^)]*\)(?=\n)/g, '');
    expect(withoutDirectives).toBe(printWithoutDirectives(lexicographicSortSchema(schema)));
  });

  test('answers every mutation with a payload that tells refusals', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const payload = getNamedType(field.type);
      expect(payload.name).toMatch(/Payload$/);
      expect(isObjectType(payload) && String(payload.getFields()['errors']?.type)).toBe('[UserError!]!');
    }
  });

  test('bounds every list of things: it is a page, or says in words how many at most', () => {
    const unbounded = types.filter(isObjectType).flatMap(type =>
      Object.values(type.getFields())
        .filter(field => isListType(getNullableType(field.type)) && isObjectType(getNamedType(field.type)))
        .filter(
          field =>
            !['nodes', 'edges'].includes(field.name) &&
            !/at most|first|\d/.test(`${field.description} ${field.args.map(it => it.description)}`),
        )
        .map(field => `${type.name}.${field.name}`),
    );
    expect(unbounded.sort()).toEqual(['BookingConflict.alternatives', 'InUse.uses']);
  });

  test('takes pages of 50 unless asked otherwise', () => {
    const pages = types
      .filter(isObjectType)
      .flatMap(type => Object.values(type.getFields()).filter(it => getNamedType(it.type).name.endsWith('Connection')));
    expect(pages.length).toBeGreaterThan(4);
    for (const { args } of pages) expect(args.find(({ name }) => name === 'first')?.defaultValue).toBe(50);
  });

  test('lets every field be null that not everybody may see', () => {
    const hidden = types
      .filter(isObjectType)
      .flatMap(type => Object.values(type.getFields()).filter(field => field.extensions['visibleTo']));
    expect(hidden.length).toBeGreaterThan(5);
    expect(hidden.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
  });

  test('is the one that is written down', () => {
    expect(readFileSync('schema.graphql', 'utf8').trim()).toBe(printSchema(schema).trim());
  });
});

describe('a document of a client', () => {
  const folder = 'test/documents';
  const fragments =
    readFileSync(`${folder}/booking.graphql`, 'utf8')
      .match(/^fragment[\s\S]*?^}|^fragment.*}$/gm)
      ?.join('\n') ?? '';
  test.each(readdirSync(folder))('is valid: %s', file => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    const document = parse(file === 'booking.graphql' ? text : `${text}\n${fragments}`);
    const unused = /Fragment ".*" is never used/;
    expect(validate(schema, document).filter(error => !unused.test(error.message))).toEqual([]);
  });
});

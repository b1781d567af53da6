import { buildSchema, getVariableValues, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { variableReader } from '../../../src/platform/graphql/variables.js';

const schema = buildSchema(`
  enum Colour { RED BLUE }
  input Range { from: Int! to: Int = 9 inner: Range }
  type Query { find(id: ID, first: Int, colour: Colour, range: Range, ranges: [Range!]): Int }
`);

function definitionsOf(variables: string) {
  const [operation] = parse(`query (${variables}) { find }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('it is no operation');
  return operation.variableDefinitions ?? [];
}

describe('variables are read as graphql-js reads them:', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['given', '$id: ID!', { id: '7' }],
    ['a number for an id', '$id: ID!', { id: 7 }],
    ['left out', '$id: ID', {}],
    ['left out where it is needed', '$id: ID!', {}],
    ['null', '$id: ID', { id: null }],
    ['null where it is needed', '$id: ID!', { id: null }],
    ['undefined', '$id: ID', { id: undefined }],
    ['undefined where it is needed', '$id: ID!', { id: undefined }],
    ['left out, with a default', '$first: Int! = 3', {}],
    ['null, with a default', '$first: Int = 3', { first: null }],
    ['a default of null', '$first: Int = null', {}],
    ['a default that is an object', '$range: Range = { from: 1 }', {}],
    ['one that is not declared', '$id: ID', { id: '7', other: 1 }],
    ['the name of a property of every object', '$toString: ID, $constructor: ID', {}],
    ['a number that is no Int', '$first: Int', { first: 1.5 }],
    ['a text for a number', '$first: Int', { first: '1' }],
    ['an enum', '$colour: Colour', { colour: 'RED' }],
    ['no value of the enum', '$colour: Colour', { colour: 'GREEN' }],
    ['an object', '$range: Range', { range: { from: 1 } }],
    ['objects inside of each other', '$range: Range', { range: { from: 1, inner: { from: 2, to: null } } }],
    ['an object that lacks what it needs', '$range: Range', { range: { inner: { from: 1 } } }],
    ['an object with a field too many', '$range: Range', { range: { from: 1, than: 2 } }],
    ['a list', '$ranges: [Range!]', { ranges: [{ from: 1 }, { from: 2 }] }],
    ['one thing for a list', '$ranges: [Range!]', { ranges: { from: 1 } }],
    ['a list with a null in it', '$ranges: [Range!]', { ranges: [{ from: 1 }, null] }],
    ['the last of several', '$id: ID!, $first: Int!', { id: '7', first: 'x' }],
  ])('%s', (_what, variables, given) => {
    const definitions = definitionsOf(variables);
    expect(variableReader(schema, definitions)(given)).toEqual(getVariableValues(schema, definitions, given).coerced);
  });

  test('a default is another object each time, so that nobody changes it for the next', () => {
    const read = variableReader(schema, definitionsOf('$range: Range = { from: 1 }'));
    expect(read({})?.['range']).not.toBe(read({})?.['range']);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, LoneAnonymousOperationRule, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

describe('the README', () => {
  test('shows operations that are valid', () => {
    const blocks = [...readme.matchAll(/^```graphql\n(.*?)^```$/gms)].map(it => it[1] ?? '');
    expect(blocks.length).toBeGreaterThan(10);
    // A block may show several operations, of which each is sent by itself.
    const rules = specifiedRules.filter(it => it !== LoneAnonymousOperationRule);
    for (const block of blocks) expect(validate(schema, parse(block), rules)).toEqual([]);
  });

  test('has a paragraph for each module, and names them all where it says how the code is laid out', () => {
    const modules = readdirSync('src/modules');
    const described = [...readme.matchAll(/^\*\*(\w+)\*\* \(`src\/modules\/\w+`\)/gm)].map(it => it[1]);
    expect(described.toSorted()).toEqual(modules.toSorted());
    const listed = /in this order of dependence: ([\w,\s]+?)\nsrc\//.exec(readme)?.[1]?.split(/,\s+/);
    expect(listed?.toSorted()).toEqual(modules.toSorted());
  });
});

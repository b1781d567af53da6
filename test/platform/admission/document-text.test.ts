import fc from 'fast-check';
import { Lexer, Source, TokenKind } from 'graphql';
import { describe, expect, test } from 'vitest';
import { checkDocumentText } from '../../../src/platform/admission/document-text.js';
import { limits } from '../../../src/platform/admission/limits.js';

/** How many tokens graphql-js finds; undefined where the text is no GraphQL. */
function tokensOf(text: string): number | undefined {
  const lexer = new Lexer(new Source(text));
  try {
    let tokens = 0;
    while (lexer.advance().kind !== TokenKind.EOF) tokens++;
    return tokens;
  } catch {
    return undefined;
  }
}

const refusalOf = (text: string): string | undefined => {
  try {
    checkDocumentText(text);
    return undefined;
  } catch (error) {
    return /\((\w+):/.exec((error as Error).message)?.[1];
  }
};

const name = fc.stringMatching(/^[A-Za-z_]\w{0,5}$/);
const content = fc.stringMatching(/^(?:[ #{}()[\]a-z!.,-]|\\"|\\\\|\\n){0,12}$/);
const token = fc.oneof(
  name,
  fc.integer().map(String),
  fc.constantFrom('1.5', '-0.25e-3', '6.02E+23', '...', '!', '$', '&', ':', '=', '@', '|', '()', '[]', '{}'),
  content.map(it => `"${it}"`),
  content.map(it => `"""${it.replaceAll('\\"', '\\"""')}"""`),
);
const ignored = fc.oneof(
  fc.constantFrom(' ', '\n', '\r\n', ',', '\t', '\uFEFF', ' , '),
  content.map(it => `#${it}"\n`),
);
const documents = fc.array(fc.tuple(token, ignored), { maxLength: 40 }).map(parts => parts.flat().join(''));

describe('the text of a document', () => {
  test('has as many tokens as graphql-js finds in it', () => {
    fc.assert(
      fc.property(documents, document => {
        const tokens = tokensOf(document);
        fc.pre(tokens !== undefined);
        // On a line of its own: the last may be a comment.
        const whole = `${document}\n${'! '.repeat(limits.tokens - tokens)}`;
        expect([refusalOf(whole), refusalOf(`${whole}!`)]).toEqual([undefined, 'tokens']);
      }),
    );
  });

  test('of any kind is looked at to its end, and what graphql-js finds too many tokens in is refused', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '\\', '#', '\n', '.', '-', '1', 'a', '{', '}', 'é', ' '), maxLength: 60 }),
        text => {
          const tokens = tokensOf(text);
          expect(refusalOf(text)).toBeUndefined();
          if (tokens !== undefined) expect(refusalOf(`${text}\n${'! '.repeat(limits.tokens - tokens)}!`)).toBe('tokens');
        },
      ),
    );
  });

  test.each([
    ['fields', '{a '],
    ['arguments', '(a:'],
    ['lists', '['],
    ['each in another', '{a(b:['],
  ])('is nested so deep and no deeper: %s', (_what, opening) => {
    const brackets = opening.replaceAll(/[^{([]/g, '').length;
    const times = Math.floor(limits.nesting / brackets);
    expect(refusalOf(opening.repeat(times))).toBeUndefined();
    expect(refusalOf(opening.repeat(times + 1))).toBe('nesting');
  });

  test('may hold any number of brackets one after the other, and in texts and comments', () => {
    expect(refusalOf('{a}[b](c)'.repeat(100))).toBeUndefined();
    expect(refusalOf(`"${'{['.repeat(1_000)}" """${'{['.repeat(1_000)}""" #${'{['.repeat(1_000)}`)).toBeUndefined();
  });

  test('is not too long', () => {
    expect(refusalOf(' '.repeat(limits.characters))).toBeUndefined();
    expect(refusalOf(' '.repeat(limits.characters + 1))).toBe('characters');
  });
});

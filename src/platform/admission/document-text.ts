import { endOfText, limits, tooComplex } from './limits.js';

/** What a character begins outside of texts and comments, by its code (GraphQL, 2.1.6). */
const begins = new Map<number, 'word' | 'number' | 'mark' | 'opening' | 'closing' | 'spread' | 'text' | 'comment'>();
for (const [characters, what] of [
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_', 'word'],
  ['0123456789-', 'number'],
  ['!$&:=@|', 'mark'],
  ['([{', 'opening'],
  [')]}', 'closing'],
  ['.', 'spread'],
  ['"', 'text'],
  ['#', 'comment'],
] as const) {
  for (const character of characters) begins.set(character.charCodeAt(0), what);
}

const WORD = /\w*/y;
const NUMBER = /[\w.+-]*/y;
const COMMENT = /[^\n\r]*/y;

/**
 * Throws TOO_COMPLEX for the text of a document that is too long, has too many tokens or is nested too deep. What passes is parsed: the
 * parser takes many times as long, and goes as deep as the text does.
 */
export function checkDocumentText(text: string): void {
  if (text.length > limits.characters) throw tooComplex('characters', text.length);
  let tokens = 0;
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const what = begins.get(text.charCodeAt(at));
    if (what !== undefined && what !== 'comment' && ++tokens > limits.tokens) throw tooComplex('tokens', tokens);
    if (what === 'opening' && ++depth > limits.nesting) throw tooComplex('nesting', depth);
    if (what === 'closing') depth--;
    if (what === 'word') at = endOf(WORD, text, at);
    else if (what === 'number') at = endOf(NUMBER, text, at);
    else if (what === 'comment') at = endOf(COMMENT, text, at);
    else if (what === 'text') at = endOfQuoted(text, at);
    else at += what === 'spread' ? 3 : 1;
  }
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}

const BLOCK = '"""';

/** Behind the quotation mark that ends what one begins. One that is never ended takes all that follows: the parser goes no further. */
function endOfQuoted(text: string, begin: number): number {
  if (!text.startsWith(BLOCK, begin)) return endOfText(text, begin) + 1;
  let end = text.indexOf(BLOCK, begin + 3);
  while (end >= 0 && text[end - 1] === '\\') end = text.indexOf(BLOCK, end + 3);
  return end < 0 ? text.length : end + 3;
}

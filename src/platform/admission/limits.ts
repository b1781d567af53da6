import { type DocumentNode, type FragmentDefinitionNode, Kind } from 'graphql';
import { RequestError } from '../errors/request-error.js';

/** What one document and one operation may ask for. The same over HTTP and WebSocket; fragments count wherever they are spread. */
export const limits = {
  depth: 12,
  /** Of what is asked about the schema itself: tools ask for types of types of types. */
  introspectionDepth: 16,
  aliases: 30,
  directives: 50,
  fields: 500,
  /** How often one place in the answer is asked for: validation compares every two of them. */
  repeats: 30,
  /** In one document; validation compares every two of them too. */
  fragments: 50,
  /** In one document, of which one is carried out. */
  operations: 20,
  /** Of one operation; validation looks at each many times. */
  variables: 100,
  tokens: 2_000,
  /** Of brackets of all kinds in the text: the parser goes as deep. */
  nesting: 50,
  /** Of the text, with what are no tokens: blanks and comments. */
  characters: 50_000,
  /** In the variables, however deep. */
  values: 2_000,
  /** Of one text in the variables, or of a name in them: looking for what it could have meant takes its length many times. */
  text: 20_000,
  /** About the number of things that the answer can hold. */
  cost: 20_000,
  bodyBytes: 256 * 1024,
  /** The commas and opening brackets of a body outside of its texts: each value has one, and what is empty a second. */
  bodyParts: 5_000,
  /** Of what is refused of one sender within a minute: see `Refusals`. */
  refusedBytes: 512 * 1024,
  /** Of what is still read when so much was. */
  lightBytes: 16 * 1024,
} as const;

/** A client mends one thing after the other, and is not told what it could have meant: looking for that takes longest. */
export const VALIDATION = { maxErrors: 10, hideSuggestions: true } as const;

export function tooComplex(limit: keyof typeof limits, found: number): RequestError {
  return new RequestError('TOO_COMPLEX', `The operation asks for too much (${limit}: ${Math.round(found)}, at most ${limits[limit]}).`);
}

/** What a body that holds too much is refused with. To count takes a small part of what parsing takes; what is no JSON is left to the parser. */
export function refusalOfBody(json: string): RequestError | undefined {
  if (json.length <= limits.bodyParts) return undefined;
  let parts = 0;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') at = endOfText(json, at);
    else if ((character === ',' || character === '[' || character === '{') && ++parts > limits.bodyParts) {
      return tooComplex('bodyParts', parts);
    }
  }
  return undefined;
}

/** Where the quotation mark stands that ends the text which one begins. */
export function endOfText(json: string, begin: number): number {
  for (let end = json.indexOf('"', begin + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}

/** Variables that are too large are not even compared with the schema. */
export function checkVariables(variables: Readonly<Record<string, unknown>>): void {
  const pending: unknown[] = [variables];
  for (let values = 0; pending.length > 0; ) {
    const value = pending.pop();
    if (typeof value === 'string') checkText(value);
    if (typeof value !== 'object' || value === null) continue;
    for (const name in value) {
      if (++values > limits.values) throw tooComplex('values', values);
      checkText(name);
      pending.push((value as Record<string, unknown>)[name]);
    }
  }
}

function checkText(text: string): void {
  if (text.length > limits.text) throw tooComplex('text', text.length);
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf(document: DocumentNode): Fragments {
  return new Map(document.definitions.filter(it => it.kind === Kind.FRAGMENT_DEFINITION).map(it => [it.name.value, it]));
}

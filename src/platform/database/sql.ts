import type { Dialect } from './dialect.js';
import { fold } from './fold.js';

/** A value that a statement carries beside its text. Instants are `Date`s here whatever the database stores. */
export type SqlValue = string | number | boolean | Date | null;

/** A set of values that stands behind a column: `where id ${oneOf(ids)}`. One parameter, whatever its length. */
export class OneOf {
  constructor(readonly values: readonly string[]) {}
}

/** A statement or a part of one: text and values apart, so that a value can never become text. */
export class Sql {
  constructor(
    readonly texts: readonly string[],
    readonly values: readonly (SqlValue | OneOf)[],
  ) {}
}

/** Builds a statement; other statements may be nested in it: sql`select 1 where ${condition}`. */
export function sql(texts: readonly string[], ...parts: readonly (SqlValue | OneOf | Sql)[]): Sql {
  if (!parts.some(part => part instanceof Sql)) return new Sql(texts, parts as readonly (SqlValue | OneOf)[]);
  const outTexts = [texts[0] ?? ''];
  const outValues: (SqlValue | OneOf)[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    const following = texts[i + 1] ?? '';
    if (part instanceof Sql) {
      append(outTexts, part.texts[0] ?? '');
      for (let j = 0; j < part.values.length; j++) {
        outValues.push(part.values[j] ?? null);
        outTexts.push(part.texts[j + 1] ?? '');
      }
      append(outTexts, following);
    } else {
      outValues.push(part ?? null);
      outTexts.push(following);
    }
  }
  return new Sql(outTexts, outValues);
}

/** Text of the program itself, never of a client: names of tables and columns, directions. */
export function text(fixed: string): Sql {
  return new Sql([fixed], []);
}

/**
 * Puts a statement's text together; `placeholder` stands for the n-th value. The texts of a template are one array at each call: what was
 * made of them is remembered as long as they live, so that a frequent statement is one and the same string each time.
 */
export function textOf(
  { texts, values }: Sql,
  known: WeakMap<readonly string[], string>,
  placeholder: (value: SqlValue | OneOf, n: number) => string,
): string {
  const lasting = isLasting(texts) && !values.some(value => value instanceof OneOf);
  const remembered = lasting ? known.get(texts) : undefined;
  if (remembered !== undefined) return remembered;
  const text = texts.reduce((sum, part, i) => sum + placeholder(values[i - 1] as SqlValue | OneOf, i - 1) + part);
  if (lasting) known.set(texts, text);
  return text;
}

/** A template's own texts, and those that were made to be used again. */
function isLasting(texts: readonly string[]): boolean {
  return Object.isFrozen(texts);
}

export function join(parts: readonly Sql[], separator: string): Sql {
  return sql(['', ...parts.slice(1).map(() => separator), ''], ...parts);
}

/** `(a) and (b) …`; holds for every row when there is no condition. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? text('1 = 1') : join(conditions, ' and ');
}

/** `((a) or (b) …)`; holds for no row when there is no condition. */
export function anyOf(conditions: readonly Sql[]): Sql {
  const each = conditions.map(condition => sql`(${condition})`);
  return conditions.length === 0 ? text('1 = 0') : sql`(${join(each, ' or ')})`;
}

export function oneOf(values: readonly string[]): OneOf {
  return new OneOf(values);
}

function append(texts: string[], more: string): void {
  texts[texts.length - 1] += more;
}

/** Holds where the column has `part` in it, whatever the case of letters and their accents. */
export function contains({ folded }: Pick<Dialect, 'folded'>, column: Sql, part: string): Sql {
  const pattern = `%${fold(part).replace(/[\\%_]/g, '\\$&')}%`;
  return sql`${folded(column)} like ${pattern} escape '\\'`;
}

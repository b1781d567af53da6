import type { Dialect } from './dialect.js';
import { OneOf, type Sql, sql, text, textOf } from './sql.js';

/** The key of the advisory lock: any number that nothing else in the database uses. */
const TURN = 7_283_640;

const knownTexts = new WeakMap<readonly string[], string>();

export const postgresqlDialect: Dialect = {
  name: 'postgresql',
  forUpdate: text(' for update'),
  forKeyShare: text(' for key share'),
  forNoKeyUpdate: text(' for no key update'),
  render(statement: Sql) {
    return {
      text: textOf(statement, knownTexts, (value, n) => (value instanceof OneOf ? `= any($${n + 1})` : `$${n + 1}`)),
      values: statement.values.map(value => (value instanceof OneOf ? value.values : value)),
    };
  },
  // Half of a pair of surrogates is no character, and PostgreSQL takes no JSON with one.
  hasAll: (column, values) => sql`${column} @> ${JSON.stringify(values.map(it => it.toWellFormed()))}::jsonb`,
  // The accents that `fold` takes away; its lower() comes last, since some locales know ASCII only.
  amongFew: select => sql`= any(array(${select}))`,
  folded: column => sql`lower(regexp_replace(normalize(${column}, nfd), '[\\u0300-\\u036f]', '', 'g'))`,
  limit: rows => sql`limit ${rows}`,
  elementsOf: json => sql`(select n, value from jsonb_array_elements(${json}::jsonb) with ordinality as it (value, n))`,
  turn: text(`(select pg_advisory_xact_lock(${TURN})) turn, `),
  instantInJson: instant => new Date(instant).toISOString(),
  millisBetween: (from, to) => sql`(extract(epoch from (${to} - ${from})) * 1000)::float8`,
};

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scrubbed } from '../../../src/platform/telemetry/scrubbed-error.js';

describe('an error that is logged', () => {
  test('keeps its kind, its code and where it was thrown', () => {
    const error = Object.assign(new TypeError('it went wrong'), { code: '23514', constraint: 'no_users' });
    expect(scrubbed(error)).toMatchObject({ type: 'TypeError', code: '23514', constraint: 'no_users', message: 'it went wrong' });
    expect(scrubbed(error).stack).toMatch(/^ +at .*scrubbed-error\.test\.ts/);
  });

  test('says what caused it, as far as that is worth knowing', () => {
    const causes = Array.from({ length: 10 }).reduce<Error>(cause => new Error('above', { cause }), new Error('the first'));
    expect(JSON.stringify(scrubbed(causes)).match(/above/g)).toHaveLength(4);
  });

  test.each([
    ['invalid input syntax for type uuid: "hunter2"', 'invalid input syntax for type uuid: …'],
    ["Cannot read properties of undefined (reading 'hunter2')", 'Cannot read properties of undefined (reading …)'],
    ['Unexpected token \'h\', ..."word": hunter2" is not valid JSON', 'Unexpected token …, ...… is not valid JSON'],
    ["insert into users values (12, 'hunter2') - value too long", 'value too long'],
    ['new row violates check "no_users"\n - detail: Failing row contains (1, hunter2).', 'new row violates check …'],
    ['insert into users values (12) - value too long\n - detail: hunter2', 'value too long'],
    ['line one\nhunter2', 'line one'],
    ['it begins "hunter2 and never ends', 'it begins …'],
    ['quoted "hun"ter2" within', 'quoted … within'],
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'],
  ])('quotes nothing: %s', (message, kept) => {
    expect(scrubbed(new Error(message)).message).toBe(kept);
  });

  test('has nothing of what it quoted, or carried along, or was given as a code', () => {
    const secret = 'hunter2';
    const quote = fc.constantFrom('"', "'", '`');
    fc.assert(
      fc.property(fc.string(), quote, fc.string(), fc.string(), (before, mark, around, after) => {
        const message = `${before.replace(/["'`]/g, '')}${mark}${around.replaceAll(mark, '')}${secret}${mark}${after.replace(/["'`]/g, '')}`;
        const error = Object.assign(new Error(message), { detail: secret, query: secret, params: [secret], code: `${secret} ` });
        expect(JSON.stringify(scrubbed(error))).not.toContain(secret);
      }),
    );
  });

  test('that is none is not looked into', () => {
    expect(JSON.stringify(scrubbed('hunter2'))).not.toContain('hunter2');
  });
});

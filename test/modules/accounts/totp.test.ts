import 'reflect-metadata';
import { describe, expect, test } from 'vitest';
import { isTotp, newRecoveryCodes, newTotpSecret, normalizedRecoveryCode, stepOf } from '../../../src/modules/accounts/totp.js';
import { codeOf } from '../../support/totp.js';

/** RFC 6238, appendix B: the secret, and the last six of its eight digits. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const vectors: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

describe('a code', () => {
  test.each(vectors)('of the standard’s example at %i seconds is known by its step', async (seconds, code) => {
    expect(await stepOf(code, SECRET, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  test('counts one step before and after its own, and no further', async () => {
    const at = 1_800_000_000_000;
    const step = at / 30_000;
    const code = codeOf(SECRET, at);
    const offsets = [-60_000, -30_000, 0, 29_999, 30_000, 59_999, 60_000];
    const steps = await Promise.all(offsets.map(offset => stepOf(code, SECRET, at + offset)));
    expect(steps).toEqual([null, step, step, step, step, step, null]);
  });

  test.each([
    ['123456', true],
    ['123 456', true],
    [' 12 34 56 ', true],
    ['12345', false],
    ['1234567', false],
    ['12345a', false],
    ['ABCD-EFGH-JKMN-PQRS-TVWX-YZ01', false],
  ])('has six digits: %j %s', (code, is) => {
    expect(isTotp(code)).toBe(is);
  });
});

describe('a new secret', () => {
  test('has 160 bits and comes with what an app reads', async () => {
    const { secret, uri } = await newTotpSecret('ann@example.org');
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const url = new URL(uri);
    expect([url.protocol, url.host, decodeURIComponent(url.pathname)]).toEqual(['otpauth:', 'totp', '/Amphi:ann@example.org']);
    expect(Object.fromEntries(url.searchParams)).toEqual({ issuer: 'Amphi', secret, algorithm: 'SHA1', digits: '6', period: '30' });
  });
});

describe('recovery codes', () => {
  test('are ten, all different, of 24 letters that are not taken for one another', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  test('use every letter', () => {
    const letters = new Set(Array.from({ length: 50 }, newRecoveryCodes).flat().join('').replaceAll('-', ''));
    expect(letters.size).toBe(32);
  });

  test('may be typed in small letters and without dashes', () => {
    const [code = ''] = newRecoveryCodes();
    expect(normalizedRecoveryCode(` ${code.toLowerCase().replaceAll('-', ' ')}`)).toBe(normalizedRecoveryCode(code));
  });
});

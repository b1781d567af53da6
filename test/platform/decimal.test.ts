import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, isDecimal, partsOf, quotientOf } from '../../src/platform/decimal.js';

describe('a decimal number', () => {
  test.each(['0', '12', '-3', '14.25', '0.5', '007', '123456789012345.123456789012345'])('is %s', it => expect(isDecimal(it)).toBe(true));

  test.each(['', '.5', '5.', '1e3', '+1', ' 1', '1,5', 'NaN', 'Infinity', '0x10', '1234567890123456', '٣'])('is not %j', it =>
    expect(isDecimal(it)).toBe(false),
  );

  test('is counted in parts where these are whole', () => {
    expect(partsOf('14.25', 4)).toBe(57);
    expect(partsOf('14.250', 4)).toBe(57);
    expect(partsOf('-0.25', 4)).toBe(-1);
    expect(partsOf('14.3', 4)).toBeNull();
    expect(partsOf('0.07', 100)).toBe(7);
    expect(partsOf('0.075', 100)).toBeNull();
  });

  test('is what its parts say, with no more digits than it takes', () => {
    expect([0, 1, 2, 3, 4, 40, 57, 80, -1].map(it => decimalOf(it, 4))).toEqual([
      '0',
      '0.25',
      '0.5',
      '0.75',
      '1',
      '10',
      '14.25',
      '20',
      '-0.25',
    ]);
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 4, 5, 10, 20, 25, 50, 100), fc.integer(), (perOne, parts) => {
        expect(partsOf(decimalOf(parts, perOne), perOne)).toBe(parts);
      }),
    );
  });
});

test('a quotient is rounded half up to two decimals', () => {
  expect(quotientOf(1n, 3n)).toBe('0.33');
  expect(quotientOf(2n, 3n)).toBe('0.67');
  expect(quotientOf(1n, 8n)).toBe('0.13');
  expect(quotientOf(3n, 200n)).toBe('0.02');
  expect(quotientOf(20n, 1n)).toBe('20');
  const large = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(large, fc.bigInt({ min: 1n, max: 10n ** 9n }), (dividend, divisor) => {
      const hundredths = BigInt(partsOf(quotientOf(dividend, divisor), 100) ?? -1);
      // No farther than half a hundredth off, and up where it is just that.
      expect(2n * divisor * hundredths - 200n * dividend <= divisor).toBe(true);
      expect(200n * dividend - 2n * divisor * hundredths < divisor).toBe(true);
    }),
  );
});

/** Fifteen digits before the point and as many behind it: more than anything here is counted in. */
const DECIMAL = /^-?\d{1,15}(\.\d{1,15})?$/;

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** How many parts a decimal number has, of which `perOne` make a one; null where that is no whole number. */
export function partsOf(decimal: string, perOne: number): number | null {
  const [whole = '', fraction = ''] = decimal.split('.');
  const parts = BigInt(whole + fraction) * BigInt(perOne);
  const scale = 10n ** BigInt(fraction.length);
  return parts % scale === 0n ? Number(parts / scale) : null;
}

/** The decimal number of so many parts, of which `perOne` make a one: 1, 2, 4, 5, 10, 20, 25, 50 or 100. */
export function decimalOf(parts: number, perOne: number): string {
  return written(BigInt(parts) * BigInt(100 / perOne));
}

/** A quotient that is not negative, rounded to two decimals: half of a hundredth up. */
export function quotientOf(dividend: bigint, divisor: bigint): string {
  return written((200n * dividend + divisor) / (2n * divisor));
}

function written(hundredths: bigint): string {
  const sign = hundredths < 0n ? '-' : '';
  const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
  const fraction = digits.slice(-2).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -2)}${fraction && `.${fraction}`}`;
}

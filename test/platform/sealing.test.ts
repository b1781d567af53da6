import { describe, expect, test } from 'vitest';
import { Sealing } from '../../src/platform/sealing.js';

const [OLD, NEW] = ['an old secret, long enough to seal with', 'a new secret, long enough to seal with'];
const USE = 'tests';

describe('a sealed text', () => {
  test('is opened for its owner alone', () => {
    const sealing = new Sealing([NEW], USE);
    const sealed = sealing.seal('Ωmega 🏯', 'ann');
    expect(sealed).not.toContain('mega');
    expect(sealing.open(sealed, 'ann')).toBe('Ωmega 🏯');
    expect(sealing.open(sealed, 'bob')).toBeNull();
  });

  test('is another one each time', () => {
    const sealing = new Sealing([NEW], USE);
    expect(sealing.seal('same', 'ann')).not.toBe(sealing.seal('same', 'ann'));
  });

  test('of an old secret is opened while that is named beside the new one', () => {
    const sealed = new Sealing([OLD], USE).seal('text', 'ann');
    expect(new Sealing([NEW, OLD], USE).open(sealed, 'ann')).toBe('text');
    expect(new Sealing([NEW], USE).open(sealed, 'ann')).toBeNull();
  });

  test('of the new secret is what is made while both are named', () => {
    const sealed = new Sealing([NEW, OLD], USE).seal('text', 'ann');
    expect(new Sealing([NEW], USE).open(sealed, 'ann')).toBe('text');
  });

  test('for one use is not opened for another', () => {
    const sealed = new Sealing([NEW], USE).seal('text', 'ann');
    expect(new Sealing([NEW], 'something else').open(sealed, 'ann')).toBeNull();
  });

  test.each(['', 'AAAA', 'not even base64!', 'A'.repeat(80)])('that is none is not opened: %j', sealed => {
    expect(new Sealing([NEW], USE).open(sealed, 'ann')).toBeNull();
  });

  test('that was changed in one bit is not opened', () => {
    const sealing = new Sealing([NEW], USE);
    const bytes = Buffer.from(sealing.seal('text', 'ann'), 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(sealing.open(changed.toString('base64url'), 'ann')).toBeNull();
    }
  });
});

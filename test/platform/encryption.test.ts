import { describe, expect, test } from 'vitest';
import { Encryption } from '../../src/platform/encryption.js';

const [OLD, NEW] = ['an old secret, long enough to seal with', 'a new secret, long enough to seal with'];
const USE = 'tests';

describe('a encrypted text', () => {
  test('is decrypted for its owner alone', () => {
    const encryption = new Encryption([NEW], USE);
    const encrypted = encryption.encrypt('Ωmega 🏯', 'ann');
    expect(encrypted).not.toContain('mega');
    expect(encryption.decrypt(encrypted, 'ann')).toBe('Ωmega 🏯');
    expect(encryption.decrypt(encrypted, 'bob')).toBeNull();
  });

  test('is another one each time', () => {
    const encryption = new Encryption([NEW], USE);
    expect(encryption.encrypt('same', 'ann')).not.toBe(encryption.encrypt('same', 'ann'));
  });

  test('of an old secret is decrypted while that is named beside the new one', () => {
    const encrypted = new Encryption([OLD], USE).encrypt('text', 'ann');
    expect(new Encryption([NEW, OLD], USE).decrypt(encrypted, 'ann')).toBe('text');
    expect(new Encryption([NEW], USE).decrypt(encrypted, 'ann')).toBeNull();
  });

  test('of the new secret is what is made while both are named', () => {
    const encrypted = new Encryption([NEW, OLD], USE).encrypt('text', 'ann');
    expect(new Encryption([NEW], USE).decrypt(encrypted, 'ann')).toBe('text');
  });

  test('for one use is not decrypted for another', () => {
    const encrypted = new Encryption([NEW], USE).encrypt('text', 'ann');
    expect(new Encryption([NEW], 'something else').decrypt(encrypted, 'ann')).toBeNull();
  });

  test.each(['', 'AAAA', 'not even base64!', 'A'.repeat(80)])('that is none is not decrypted: %j', encrypted => {
    expect(new Encryption([NEW], USE).decrypt(encrypted, 'ann')).toBeNull();
  });

  test('that was changed in one bit is not decrypted', () => {
    const encryption = new Encryption([NEW], USE);
    const bytes = Buffer.from(encryption.encrypt('text', 'ann'), 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(encryption.decrypt(changed.toString('base64url'), 'ann')).toBeNull();
    }
  });
});

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Keys, keysFrom, type Secrets } from './access/secrets.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Texts that the database keeps and only whoever has the secret reads. The first secret encrypts; what any of them encrypted is decrypted. */
export class Encryption {
  readonly #keys: Keys;

  constructor(secrets: Secrets, use: string) {
    this.#keys = keysFrom(secrets, use);
  }

  /** `owner` is authenticated with it: taken to another’s row, it cannot be decrypted. */
  encrypt(text: string, owner: string): string {
    const [key] = this.#keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(owner));
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url');
  }

  /** Null where none of the secrets decrypts it. */
  decrypt(encrypted: string, owner: string): string | null {
    for (const key of this.#keys) {
      const text = decryptedBy(key, encrypted, owner);
      if (text !== null) return text;
    }
    return null;
  }

  /** Whether the present secret decrypts it. */
  isPresent(encrypted: string, owner: string): boolean {
    return decryptedBy(this.#keys[0], encrypted, owner) !== null;
  }
}

function decryptedBy(key: Buffer, encrypted: string, owner: string): string | null {
  const bytes = Buffer.from(encrypted, 'base64url');
  const [nonce, tag, text] = [
    bytes.subarray(0, NONCE_BYTES),
    bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
    bytes.subarray(NONCE_BYTES + TAG_BYTES),
  ];
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(owner)).setAuthTag(tag);
    return decipher.update(text, undefined, 'utf8') + decipher.final('utf8');
  } catch {
    // Another secret's, or nobody's.
    return null;
  }
}

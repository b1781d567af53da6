import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Keys, keysFrom, type Secrets } from './access/secrets.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Texts that the database keeps and only whoever has the secret reads. The first secret seals; whatever any of them sealed is opened. */
export class Sealing {
  readonly #keys: Keys;

  constructor(secrets: Secrets, use: string) {
    this.#keys = keysFrom(secrets, use);
  }

  /** `owner` is sealed in: taken to another's row, it opens no more. */
  seal(text: string, owner: string): string {
    const [key] = this.#keys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Null where none of the secrets opens it. */
  open(sealed: string, owner: string): string | null {
    for (const key of this.#keys) {
      const text = openedBy(key, sealed, owner);
      if (text !== null) return text;
    }
    return null;
  }

  /** Whether the present secret opens it. */
  isPresent(sealed: string, owner: string): boolean {
    return openedBy(this.#keys[0], sealed, owner) !== null;
  }
}

function openedBy(key: Buffer, sealed: string, owner: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
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

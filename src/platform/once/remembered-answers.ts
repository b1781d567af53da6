import { createHmac, hkdfSync } from 'node:crypto';
import type { Database, Unit } from '../database/database.js';
import { sql } from '../database/sql.js';
import { HOUR_MS } from '../time/interval.js';

/** How long an answer is remembered, from when its deed began. */
const REMEMBERED_MS = 24 * HOUR_MS;

/** A deed under a key. */
export interface Claim {
  readonly userId: string;
  readonly key: string;
  readonly fingerprint: string;
}

export interface Remembered {
  readonly fingerprint: string;
  readonly answer: string;
}

/** The answers of the last 24 hours to what was asked under a key. */
export class RememberedAnswers {
  readonly #fingerprintKey: ArrayBuffer;

  constructor(
    private readonly database: Database,
    secret: string,
  ) {
    this.#fingerprintKey = hkdfSync('sha256', secret, '', 'fingerprints of what was asked', 32);
  }

  /** Tells one input from another. It is keyed: whoever reads the database cannot try out which input, with a password in it, fits. */
  fingerprintOf(...input: readonly string[]): string {
    return createHmac('sha256', Buffer.from(this.#fingerprintKey)).update(JSON.stringify(input)).digest('hex');
  }

  async find({ userId, key }: Claim): Promise<Remembered | undefined> {
    const [found] = await this.database.rows<Remembered>(
      sql`select fingerprint, answer from remembered_answers
        where user_id = ${userId} and idempotency_key = ${key} and created_at > ${forgottenBefore()}`,
    );
    return found;
  }

  /** Takes the key until the unit ends, having waited for whoever has it. Answers false when the key is used. */
  async claim(unit: Unit, { userId, key, fingerprint }: Claim): Promise<boolean> {
    const taken = await unit.rows(
      sql`insert into remembered_answers (user_id, idempotency_key, fingerprint, answer, created_at)
        values (${userId}, ${key}, ${fingerprint}, '', ${new Date()})
        on conflict (user_id, idempotency_key) do update
          set fingerprint = excluded.fingerprint, answer = excluded.answer, created_at = excluded.created_at
          where remembered_answers.created_at <= ${forgottenBefore()}
        returning idempotency_key`,
    );
    return taken.length > 0;
  }

  /** Writes down what a key that was claimed in this unit was answered. */
  async keep(unit: Unit, { userId, key }: Claim, answer: string): Promise<void> {
    await unit.rows(sql`update remembered_answers set answer = ${answer} where user_id = ${userId} and idempotency_key = ${key}`);
  }

  /** Forgets what is older than 24 hours. */
  async prune(): Promise<void> {
    await this.database.write({ actor: null, deed: 'answers:prune' }, unit =>
      unit.rows(sql`delete from remembered_answers where created_at <= ${forgottenBefore()}`),
    );
  }
}

function forgottenBefore(): Date {
  return new Date(Date.now() - REMEMBERED_MS);
}

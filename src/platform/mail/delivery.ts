import type { Database } from '../database/database.js';
import type { Row } from '../database/entity.js';
import type { Instant } from '../database/instant.js';
import { sql } from '../database/sql.js';
import { isAway } from '../errors/request-error.js';
import type { Bus } from '../events/bus.js';
import { Looking } from '../looking.js';
import { type Backlog, backlogOf, MOST_COUNTED } from '../telemetry/backlog.js';
import { HOUR_MS } from '../time/interval.js';
import { within } from '../within.js';
import { Mail } from './mail.entity.js';
import type { Outbox } from './outbox.js';
import { RecipientRefused, type Transport } from './transport.js';

const DELIVERY = { actor: null, deed: 'mail:deliver' };
/** How often it looks by itself: for what is to be tried again, and for what a server that died left behind. */
const LOOK_MS = 5_000;
/** How long after its commit a mail is looked at: by then the request is answered, whose time shall not tell what comes of it. */
const AFTER_ANSWER_MS = 100;
const AT_ONCE = 5;
/** What takes longer failed. */
const SEND_MS = 60_000;
/** For how long a mail is its server's that tries to send it: longer than that can take. */
const CLAIM_MS = 2 * SEND_MS;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = HOUR_MS / 2;
/** What could not be sent by then is of no use any more. */
const GIVE_UP_MS = 24 * HOUR_MS;
/** How long a stop waits for what is on its way. */
const STOP_MS = 2_000;

interface DeliveryOptions {
  readonly database: Database;
  readonly bus: Bus;
  readonly outbox: Outbox;
  readonly transport: Transport;
  readonly report: (error: unknown) => void;
}

/**
 * Sends what is in the outbox. Of several servers one gets a mail, by compare-and-swap of when it is due; only when it dies between sending
 * and deleting does another send it again. While the mail server is away everything waits, for a day at most.
 */
export class MailDelivery {
  readonly #sending: Looking;
  #soon: NodeJS.Timeout | undefined;
  #unlisten = (): void => undefined;
  #givenUp = 0;

  constructor(private readonly options: DeliveryOptions) {
    this.#sending = new Looking({ work: () => this.#sendDue(), everyMs: LOOK_MS, report: options.report });
  }

  start(): void {
    this.#unlisten = this.options.bus.on('mailPosted', () => this.#lookSoon());
    this.#sending.start();
    void this.look();
  }

  async stop(): Promise<void> {
    this.#unlisten();
    clearTimeout(this.#soon);
    this.#soon = undefined;
    await this.#sending.stop(STOP_MS);
    this.options.transport.close();
  }

  /** Sends what is due by now; never fails. Who asks while it is under way shares the next look. */
  look(): Promise<void> {
    return this.#sending.look();
  }

  /** How many it gave up since it began: nothing else is left of them. */
  get givenUp(): number {
    return this.#givenUp;
  }

  /** What is not sent yet, whichever server posted it. Ids grow with time. */
  async waiting(): Promise<Backlog> {
    const { limit } = this.options.database.dialect;
    const [found] = await this.options.database.rows<{ count: number; since: Instant | null }>(
      sql`select count(*) as count, (select created_at from mails order by id ${limit(1)}) as since
        from (select 1 from mails ${limit(MOST_COUNTED)}) counted`,
    );
    return backlogOf(found?.count ?? 0, found?.since ?? null);
  }

  #lookSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.look();
    }, AFTER_ANSWER_MS).unref();
  }

  async #sendDue(): Promise<void> {
    let due: Row<Mail>[];
    do {
      due = await this.#due();
      const byRecipient = Map.groupBy(due, it => it.recipient);
      await Promise.all([...byRecipient.values()].map(mails => this.#deliverInTurn(mails)));
    } while (due.length === AT_ONCE);
  }

  #due(): Promise<Row<Mail>[]> {
    const { database } = this.options;
    const table = database.table(Mail);
    return database.rowsOf(
      table,
      sql`${table.selection('m')} where m.due_at <= ${new Date()} order by m.due_at, m.id ${database.dialect.limit(AT_ONCE)}`,
    );
  }

  /** What one person is told is told in the order in which it came about. */
  async #deliverInTurn(mails: readonly Row<Mail>[]): Promise<void> {
    for (const mail of mails) await this.#deliver(mail);
  }

  async #deliver(mail: Row<Mail>): Promise<void> {
    if (!(await this.#claim(mail))) return;
    try {
      await this.#send(mail);
      await this.#delete(mail);
    } catch (error) {
      if (isAway(error)) throw error;
      await this.#putOff(mail, error);
    }
  }

  async #send(mail: Row<Mail>): Promise<void> {
    const { outbox, transport } = this.options;
    const letter = await outbox.write(mail);
    if (!letter) return;
    const sent = transport.send({ ...letter, id: mail.id, to: mail.recipient }).then(() => true);
    if (!(await within(SEND_MS, sent))) throw new Error('it took too long');
  }

  async #claim({ id, dueAt }: Row<Mail>): Promise<boolean> {
    const until = new Date(Date.now() + CLAIM_MS);
    const claimed = await this.options.database.write(DELIVERY, unit =>
      unit.rows(
        sql`update mails set due_at = ${until}, attempts = attempts + 1 where id = ${id} and due_at = ${new Date(dueAt)} returning id`,
      ),
    );
    return claimed.length > 0;
  }

  async #delete({ id }: Row<Mail>): Promise<void> {
    await this.options.database.write(DELIVERY, unit => unit.rows(sql`delete from mails where id = ${id}`));
  }

  async #putOff(mail: Row<Mail>, error: unknown): Promise<void> {
    const retryAt = Date.now() + Math.min(FIRST_RETRY_MS * 2 ** mail.attempts, LONGEST_RETRY_MS);
    const givenUp = error instanceof RecipientRefused || retryAt > mail.createdAt + GIVE_UP_MS;
    this.options.report(new Error(`A mail (${mail.letter}) ${givenUp ? 'was given up' : 'has to wait'}: ${reasonOf(error)}`));
    if (givenUp) {
      await this.#delete(mail);
      this.#givenUp++;
      return;
    }
    await this.options.database.write(DELIVERY, unit =>
      unit.rows(sql`update mails set due_at = ${new Date(retryAt)} where id = ${mail.id}`),
    );
  }
}

/** Without what the other side says: it repeats the address. */
function reasonOf(error: unknown): string {
  if (error instanceof RecipientRefused) return 'its recipient was refused';
  const { code, responseCode, message } = error as Error & { code?: string; responseCode?: number };
  return code ? [code, responseCode].filter(Boolean).join(' ') : message;
}

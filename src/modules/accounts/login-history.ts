import { type Actor, authorize } from '../../platform/access/actor.js';
import { assign } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, type PageArguments, pageOf } from '../../platform/database/page.js';
import { oneOf, sql, text } from '../../platform/database/sql.js';
import { isAway } from '../../platform/errors/request-error.js';
import type { Caller } from '../../platform/graphql/context.js';
import { DAY_MS, MINUTE_MS } from '../../platform/time/interval.js';
import { within } from '../../platform/within.js';
import { LoginAttempt, LoginOutcome } from './login-attempt.entity.js';
import { User } from './user.entity.js';

const KEPT_MS = 90 * DAY_MS;
/** Of one user: whoever guesses for weeks fills no disk. What succeeded is not counted, and so is not pushed out by guesses. */
const MOST_FAILED = 500;
/** Failed attempts on their way to the database, which may be away for a while; how many more there were is told, not which. */
const MOST_WAITING = 1_000;
const FLUSH_MS = 500;
/** How often it is told. */
const TELL_MS = MINUTE_MS;
/** The database may be away when a server stops. */
const STOP_MS = 1_000;
/** IPv6 in full, with an IPv4 address at its end. */
const LONGEST_ADDRESS = 45;

/** Who tried to get into an account, for its user to see. */
export class LoginHistory {
  readonly #waiting: Row<LoginAttempt>[] = [];
  #dropped = 0;
  #flushing: Promise<void> | undefined;
  readonly #timers: NodeJS.Timeout[] = [];
  #report = (_error: unknown): void => undefined;

  constructor(private readonly database: Database) {}

  list(actor: Actor, page: PageArguments): Page<Row<LoginAttempt>> {
    authorize(actor, 'account:read');
    const list = {
      table: this.database.table(LoginAttempt),
      alias: 'a',
      where: [sql`a.user_id = ${actor.id}`],
      order: [{ column: text('a.created_at'), property: 'createdAt', instant: true }],
      direction: 'desc' as const,
    };
    return pageOf(this.database, list, page);
  }

  /** Who was let in, with the log-in itself. */
  noteSuccess(unit: Unit, userId: string, caller: Caller): void {
    unit.em.persist(attempt(userId, LoginOutcome.LOGGED_IN, caller));
  }

  /** Written a little later: an answer that waited for it would tell by its time that there is such an account. */
  noteFailure(userId: string, outcome: LoginOutcome, caller: Caller): void {
    // Of a dry run nothing stays.
    if (this.database.isEnclosed) return;
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push({ ...attempt(userId, outcome, caller) });
    else this.#dropped++;
  }

  /** Begins to write down by itself what failed; `report` is told what goes wrong. */
  start(report: (error: unknown) => void): void {
    this.#report = report;
    const flush = () => (this.#flushing ? undefined : void this.#flushQuietly());
    this.#timers.push(setInterval(flush, FLUSH_MS).unref());
    this.#timers.push(setInterval(() => this.#tellDropped(), TELL_MS).unref());
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await within(STOP_MS, this.#flushQuietly());
    this.#dropped += this.#waiting.length;
    this.#tellDropped();
  }

  /** Writes down what failed by now. While the database is away it fails, and the next time writes it all. */
  async flush(): Promise<void> {
    await this.#flushing?.catch(() => undefined);
    this.#flushing ??= this.#write().finally(() => {
      this.#flushing = undefined;
    });
    await this.#flushing;
  }

  /** The next time writes what this one did not. */
  async #flushQuietly(): Promise<void> {
    await this.flush().catch((error: unknown) => {
      if (!isAway(error)) this.#report(error);
    });
  }

  async #write(): Promise<void> {
    const attempts = [...this.#waiting];
    if (attempts.length === 0) return;
    try {
      await this.database.write({ actor: null, deed: 'login:note-failures' }, unit => writeFailed(unit, attempts));
    } catch (error) {
      if (isAway(error)) throw error;
      // What can never be written would keep all others from it.
      this.#dropped += attempts.length;
      this.#waiting.splice(0, attempts.length);
      throw error;
    }
    this.#waiting.splice(0, attempts.length);
  }

  #tellDropped(): void {
    if (this.#dropped === 0) return;
    this.#report(new Error(`${this.#dropped} failed log-ins are missing in the history: they were too many, or the database was away.`));
    this.#dropped = 0;
  }

  /** Forgets what is older than 90 days. */
  async prune(unit: Unit): Promise<void> {
    await unit.rows(sql`delete from login_attempts where created_at < ${new Date(Date.now() - KEPT_MS)}`);
  }
}

/** What was on its way when an answer of the database was lost may be there already. */
async function writeFailed(unit: Unit, attempts: readonly Row<LoginAttempt>[]): Promise<void> {
  const written = await unit.rows<{ id: string }>(sql`select id from login_attempts where id ${oneOf(attempts.map(it => it.id))}`);
  const there = new Set(written.map(it => it.id));
  // Held, so that nothing is written about whoever is erased meanwhile.
  const users = await unit.hold(
    User,
    attempts.map(it => it.userId),
  );
  const known = new Set(users.filter(it => it.erasedAt === null).map(it => it.id));
  const missing = attempts.filter(it => known.has(it.userId) && !there.has(it.id));
  unit.em.persist(missing.map(it => assign(new LoginAttempt(), it)));
  await unit.em.flush();
  await dropOldestFailed(unit, [...known]);
}

async function dropOldestFailed(unit: Unit, userIds: readonly string[]): Promise<void> {
  await unit.rows(
    sql`delete from login_attempts where id in (select id from (
      select id, row_number() over (partition by user_id order by created_at desc, id desc) as n from login_attempts
        where user_id ${oneOf(userIds)} and outcome <> 'LOGGED_IN') failed where n > ${MOST_FAILED})`,
  );
}

function attempt(userId: string, outcome: LoginOutcome, { address, userAgent }: Caller): LoginAttempt {
  return assign(new LoginAttempt(), { userId, outcome, address: address.slice(0, LONGEST_ADDRESS), userAgent });
}

import { type Actor, authorize } from '../../platform/access/actor.js';
import { assign } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, type PageArguments, pageOf } from '../../platform/database/page.js';
import { oneOf, sql, text } from '../../platform/database/sql.js';
import type { Caller } from '../../platform/graphql/context.js';
import { DAY_MS } from '../../platform/time/interval.js';
import { LoginAttempt, LoginOutcome } from './login-attempt.entity.js';
import { User } from './user.entity.js';

const KEPT_MS = 90 * DAY_MS;
/** Of one user: whoever guesses for weeks fills no disk. What succeeded is not counted, and so is not pushed out by guesses. */
const MOST_FAILED = 500;
/** Failed attempts on their way to the database; more than that in half a second are not told one by one. */
const MOST_WAITING = 1_000;
const FLUSH_MS = 500;
/** IPv6 in full, with an IPv4 address at its end. */
const LONGEST_ADDRESS = 45;

/** Who tried to get into an account, for its user to see. */
export class LoginHistory {
  #waiting: LoginAttempt[] = [];
  #timer: NodeJS.Timeout | undefined;

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
    if (this.#waiting.length < MOST_WAITING && !this.database.isEnclosed) this.#waiting.push(attempt(userId, outcome, caller));
  }

  /** Begins to write down by itself what failed; `report` is told what goes wrong. */
  start(report: (error: unknown) => void): void {
    this.#timer = setInterval(() => void this.flush().catch(report), FLUSH_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush().catch(() => undefined);
  }

  /** Writes down what failed by now. */
  async flush(): Promise<void> {
    const attempts = this.#waiting;
    if (attempts.length === 0) return;
    this.#waiting = [];
    await this.database.write({ actor: null, deed: 'login:note-failures' }, async unit => {
      // Held, so that nothing is written about whoever is erased meanwhile.
      const users = await unit.hold(
        User,
        attempts.map(it => it.userId),
      );
      const known = new Set(users.filter(it => it.erasedAt === null).map(it => it.id));
      unit.em.persist(attempts.filter(it => known.has(it.userId)));
      await unit.em.flush();
      await dropOldestFailed(unit, [...known]);
    });
  }

  /** Forgets what is older than 90 days. */
  async prune(unit: Unit): Promise<void> {
    await unit.rows(sql`delete from login_attempts where created_at < ${new Date(Date.now() - KEPT_MS)}`);
  }
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

import type { Actor } from '../../platform/access/actor.js';
import type { Authenticated, Authenticator } from '../../platform/access/authenticator.js';
import type { Permission, Role } from '../../platform/access/permissions.js';
import type { Instant } from '../../platform/database/instant.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { oneOf, sql } from '../../platform/database/sql.js';
import type { Bus } from '../../platform/events/bus.js';
import { LruMap } from '../../platform/lru-map.js';
import type { AccessTokens } from './tokens.js';

const KEPT_LOGINS = 10_000;
/** How long another server may still take an ended log-in for a living one. */
const TRUSTED_MS = 500;

/** Who stood behind some log-ins when they were looked up, all in one statement. */
interface Reading {
  readonly readAt: Instant;
  readonly actors: Promise<ReadonlyMap<string, Actor>>;
  /** What it came to, once it has. */
  found?: ReadonlyMap<string, Actor>;
}

/** Who stands behind a token, remembered for half a second so that a busy client costs no statement a request. */
export class Sessions implements Authenticator {
  /** The last one of each log-in. */
  readonly #readings = new LruMap<string, Reading>(KEPT_LOGINS);

  constructor(
    private readonly source: RowSource,
    private readonly tokens: AccessTokens,
    bus: Bus,
  ) {
    bus.on('loginEnded', ({ loginId }) => void this.#readings.delete(loginId));
    bus.on('rightsChanged', ({ userId }) => {
      // What is still being read may be from before the change, whoever it is.
      for (const [loginId, { found }] of this.#readings) {
        if (!found || found.get(loginId)?.id === userId) this.#readings.delete(loginId);
      }
    });
  }

  authenticate(accessToken: string): Authenticated | null | Promise<Authenticated | null> {
    const claims = this.tokens.verify(accessToken);
    if (!claims) return null;
    const { found, actors } = this.#recent(claims.loginId) ?? this.#read([claims.loginId]);
    const authenticated = (known: ReadonlyMap<string, Actor>) => {
      const actor = known.get(claims.loginId);
      return actor?.id === claims.userId ? { actor, until: claims.expiresAt } : null;
    };
    return found ? authenticated(found) : actors.then(authenticated);
  }

  holderOf(accessToken: string): string | null {
    return this.tokens.verify(accessToken)?.userId ?? null;
  }

  async actorOf(loginId: string): Promise<Actor | null> {
    const { found, actors } = this.#recent(loginId) ?? this.#read([loginId]);
    return (found ?? (await actors)).get(loginId) ?? null;
  }

  async actorsOf(loginIds: Iterable<string>): Promise<ReadonlyMap<string, Actor>> {
    const unknown: string[] = [];
    const readings = new Map<string, Reading>();
    for (const loginId of loginIds) {
      const reading = this.#recent(loginId);
      if (reading) readings.set(loginId, reading);
      else unknown.push(loginId);
    }
    if (unknown.length > 0) {
      const reading = this.#read(unknown);
      for (const loginId of unknown) readings.set(loginId, reading);
    }
    const actors = new Map<string, Actor>();
    for (const [loginId, { found, actors: coming }] of readings) {
      const actor = (found ?? (await coming)).get(loginId);
      if (actor) actors.set(loginId, actor);
    }
    return actors;
  }

  #recent(loginId: string): Reading | undefined {
    const reading = this.#readings.get(loginId);
    return reading && Date.now() - reading.readAt < TRUSTED_MS ? reading : undefined;
  }

  #read(loginIds: readonly string[]): Reading {
    const reading: Reading = { readAt: Date.now(), actors: this.#find(loginIds) };
    for (const loginId of loginIds) this.#readings.set(loginId, reading);
    reading.actors.then(
      found => {
        reading.found = found;
      },
      () => {
        for (const loginId of loginIds) if (this.#readings.get(loginId) === reading) this.#readings.delete(loginId);
      },
    );
    return reading;
  }

  async #find(loginIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    const rows = await this.source.rows<ActorRow>(
      sql`select l.id as login_id, u.id, u.role, u.authorizations from logins l join users u on u.id = l.user_id
        where l.id ${oneOf(loginIds)} and l.ended_at is null and l.expires_at > ${new Date()} and u.active = ${true}`,
    );
    return new Map(rows.map(row => [row.login_id, actorIn(row)]));
  }
}

interface ActorRow {
  readonly login_id: string;
  readonly id: string;
  readonly role: Role;
  /** JSON, as SQLite gives it. */
  readonly authorizations: string | readonly Permission[];
}

function actorIn({ id, login_id: loginId, role, authorizations }: ActorRow): Actor {
  const granted: readonly Permission[] = typeof authorizations === 'string' ? JSON.parse(authorizations) : authorizations;
  return { id, loginId, role, authorizations: new Set(granted) };
}

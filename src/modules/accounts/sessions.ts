import type { Actor } from '../../platform/access/actor.js';
import type { Authenticated, Authenticator } from '../../platform/access/authenticator.js';
import type { Permission, Role } from '../../platform/access/permissions.js';
import type { Instant } from '../../platform/database/instant.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { sql } from '../../platform/database/sql.js';
import type { Bus } from '../../platform/events/bus.js';
import { LruMap } from '../../platform/lru-map.js';
import type { AccessTokens } from './tokens.js';

const KEPT_ACTORS = 10_000;
/** How long another server may still take an ended log-in for a living one. */
const TRUSTED_MS = 500;

interface Remembered {
  readonly readAt: Instant;
  readonly actor: Promise<Actor | null>;
  userId?: string;
}

/** Who stands behind a token, remembered for half a second so that a busy client costs no statement a request. */
export class Sessions implements Authenticator {
  readonly #remembered = new LruMap<string, Remembered>(KEPT_ACTORS);

  constructor(
    private readonly source: RowSource,
    private readonly tokens: AccessTokens,
    bus: Bus,
  ) {
    bus.on('loginEnded', ({ loginId }) => void this.#remembered.delete(loginId));
    bus.on('rightsChanged', ({ userId }) => {
      for (const [loginId, it] of this.#remembered) if (it.userId === userId) this.#remembered.delete(loginId);
    });
  }

  async authenticate(accessToken: string): Promise<Authenticated | null> {
    const claims = this.tokens.verify(accessToken);
    const actor = claims && (await this.actorOf(claims.loginId));
    return actor && actor.id === claims.userId ? { actor, until: claims.expiresAt } : null;
  }

  actorOf(loginId: string): Promise<Actor | null> {
    const now = Date.now();
    const known = this.#remembered.get(loginId);
    if (known && now - known.readAt < TRUSTED_MS) return known.actor;
    const entry: Remembered = { readAt: now, actor: this.#read(loginId) };
    this.#remembered.set(loginId, entry);
    entry.actor.then(
      actor => {
        if (actor) entry.userId = actor.id;
      },
      () => this.#remembered.delete(loginId),
    );
    return entry.actor;
  }

  async #read(loginId: string): Promise<Actor | null> {
    const [row] = await this.source.rows<{ id: string; role: Role; authorizations: string | Permission[] }>(
      sql`select u.id, u.role, u.authorizations from logins l join users u on u.id = l.user_id
        where l.id = ${loginId} and l.ended_at is null and l.expires_at > ${new Date()} and u.active = ${true}`,
    );
    if (!row) return null;
    const authorizations = typeof row.authorizations === 'string' ? JSON.parse(row.authorizations) : row.authorizations;
    return { id: row.id, loginId, role: row.role, authorizations: new Set(authorizations) };
  }
}

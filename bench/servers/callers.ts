import type Sqlite from 'better-sqlite3';
import jsonwebtoken from 'jsonwebtoken';

export interface Caller {
  readonly userId: string;
  readonly role: string;
}

/** As the app does: an actor is read again after half a second, so that revocation bites. */
const TRUSTED_MS = 500;
const KEPT_TOKENS = 10_000;

interface Known {
  readonly loginId: string;
  readonly expiresAt: number;
  caller: Caller | null;
  readAt: number;
}

/**
 * Who stands behind a Bearer token, for the limit and the peer. Tokens are verified as the app verifies them (HS256, issuer, audience),
 * and remembered in a small map as an expert would: a signature once verified stays verified until it expires.
 */
export function callersOf(db: Sqlite.Database, secret: string): (authorization: string | undefined) => Caller | null {
  const tokens = new Map<string, Known>();
  const statement = db.prepare<[string, number], Caller>(
    `select u.id as userId, u.role from logins l join users u on u.id = l.user_id
      where l.id = ? and l.ended_at is null and l.expires_at > ? and u.active`,
  );
  const verify = (authorization: string): Known | null => {
    try {
      const claims = jsonwebtoken.verify(authorization.slice('Bearer '.length), secret, {
        algorithms: ['HS256'],
        issuer: 'amphi',
        audience: 'amphi-api',
      }) as { sid: string; exp: number };
      if (tokens.size >= KEPT_TOKENS) tokens.clear();
      const known = { loginId: claims.sid, expiresAt: claims.exp * 1000, caller: null, readAt: 0 };
      tokens.set(authorization, known);
      return known;
    } catch {
      return null;
    }
  };
  return authorization => {
    if (!authorization) return null;
    const now = Date.now();
    const known = tokens.get(authorization) ?? verify(authorization);
    if (!known || known.expiresAt <= now) return null;
    if (now - known.readAt >= TRUSTED_MS) {
      known.caller = statement.get(known.loginId, now) ?? null;
      known.readAt = now;
    }
    return known.caller;
  };
}

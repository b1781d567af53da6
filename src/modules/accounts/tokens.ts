import { createHash, randomBytes } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import type { Secrets } from '../../platform/access/secrets.js';
import type { Instant } from '../../platform/database/instant.js';
import { isUuid } from '../../platform/graphql/scalars.js';
import { LruMap } from '../../platform/lru-map.js';

export const ACCESS_TOKEN_MS = 15 * 60_000;
const ALGORITHM = 'HS256';
const ISSUER = 'amphi';
const AUDIENCE = 'amphi-api';
const TYPE = 'at+jwt';
const KEPT_TOKENS = 10_000;
/** Ours are half as long. */
const LONGEST_TOKEN = 1_000;

export interface AccessClaims {
  readonly userId: string;
  readonly loginId: string;
  readonly expiresAt: Instant;
}

/** Access tokens: JWTs (RFC 9068 in form) that name a user and a log-in and prove nothing else. */
export class AccessTokens {
  readonly #verified = new LruMap<string, AccessClaims>(KEPT_TOKENS);

  constructor(private readonly secrets: Secrets) {}

  issue(userId: string, loginId: string, now: Instant = Date.now()): { token: string; expiresAt: Instant } {
    const issuedAt = Math.floor(now / 1000);
    const expires = issuedAt + ACCESS_TOKEN_MS / 1000;
    const token = jsonwebtoken.sign({ iat: issuedAt, exp: expires, sid: loginId }, this.secrets[0], {
      algorithm: ALGORITHM,
      issuer: ISSUER,
      audience: AUDIENCE,
      subject: userId,
      header: { alg: ALGORITHM, typ: TYPE },
    });
    return { token, expiresAt: expires * 1000 };
  }

  /** What a token says, if it is one of ours and has not expired. A token once verified is remembered. */
  verify(token: string, now: Instant = Date.now()): AccessClaims | null {
    const known = this.#verified.get(token) ?? this.#parse(token);
    if (!known || known.expiresAt <= now) return null;
    return known;
  }

  #parse(token: string): AccessClaims | null {
    if (token.length > LONGEST_TOKEN) return null;
    for (const secret of this.secrets) {
      const claims = claimsIn(token, secret);
      if (claims) {
        this.#verified.set(token, claims);
        return claims;
      }
    }
    return null;
  }
}

/** Neither the key nor the algorithm is the token's to name: `alg`, `kid`, `jku` and `jwk` choose nothing. */
function claimsIn(token: string, secret: string): AccessClaims | null {
  try {
    const { header, payload } = jsonwebtoken.verify(token, secret, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      complete: true,
    });
    if (typeof payload === 'string' || header.typ !== TYPE || !isUuid(payload.sub) || !isUuid(payload['sid']) || !payload.exp) return null;
    return { userId: payload.sub, loginId: payload['sid'], expiresAt: payload.exp * 1000 };
  } catch {
    return null;
  }
}

/** 256 random bits. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TokenCookies } from '../graphql/context.js';

export const ACCESS_COOKIE = 'amphi_access';
export const REFRESH_COOKIE = 'amphi_refresh';

/** A browser's tokens: out of reach of scripts, and not sent along by other sites' forms. */
export function tokenCookies(request: FastifyRequest, reply: FastifyReply, path: string): TokenCookies {
  const options = { httpOnly: true, sameSite: 'lax', path, secure: request.protocol === 'https' } as const;
  return {
    refreshToken: request.cookies[REFRESH_COOKIE],
    set({ accessToken, refreshToken, expiresAt }) {
      const expires = new Date(expiresAt);
      reply.setCookie(ACCESS_COOKIE, accessToken, { ...options, expires });
      reply.setCookie(REFRESH_COOKIE, refreshToken, { ...options, expires });
    },
    clear() {
      reply.clearCookie(ACCESS_COOKIE, options);
      reply.clearCookie(REFRESH_COOKIE, options);
    },
  };
}

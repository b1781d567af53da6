import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TokenCookies } from '../graphql/context.js';

const ACCESS_COOKIE = 'amphi_access';
const REFRESH_COOKIE = 'amphi_refresh';

/** The access token of a browser. */
export function accessTokenOf(cookies: string | undefined): string | undefined {
  return cookies === undefined ? undefined : parseCookie(cookies)[ACCESS_COOKIE];
}

/** A browser's tokens: out of reach of scripts, and not sent along by other sites' forms. */
export class RequestCookies implements TokenCookies {
  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly path: string,
  ) {}

  get refreshToken(): string | undefined {
    return parseCookie(this.request.headers.cookie ?? '')[REFRESH_COOKIE];
  }

  set({ accessToken, refreshToken, expiresAt }: { accessToken: string; refreshToken: string; expiresAt: number }): void {
    this.#set(accessToken, refreshToken, new Date(expiresAt));
  }

  clear(): void {
    this.#set('', '', new Date(0));
  }

  #set(accessToken: string, refreshToken: string, expires: Date): void {
    const secure = this.request.protocol === 'https';
    const options = { httpOnly: true, sameSite: 'lax', path: this.path, secure, expires } as const;
    this.reply.header('set-cookie', [
      stringifySetCookie({ ...options, name: ACCESS_COOKIE, value: accessToken }),
      stringifySetCookie({ ...options, name: REFRESH_COOKIE, value: refreshToken }),
    ]);
  }
}

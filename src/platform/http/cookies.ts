import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TokenCookies } from '../graphql/context.js';

const ACCESS_COOKIE = 'amphi_access';
const REFRESH_COOKIE = 'amphi_refresh';
const DEVICE_COOKIE = 'amphi_device';

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
    return this.#cookie(REFRESH_COOKIE);
  }

  get deviceToken(): string | undefined {
    return this.#cookie(DEVICE_COOKIE);
  }

  set({ accessToken, refreshToken, expiresAt }: { accessToken: string; refreshToken: string; expiresAt: number }): void {
    this.#set(accessToken, refreshToken, new Date(expiresAt));
  }

  clear(): void {
    this.#set('', '', new Date(0));
  }

  keepDevice(token: string, expiresAt: number): void {
    this.#setCookie(DEVICE_COOKIE, token, new Date(expiresAt));
  }

  #set(accessToken: string, refreshToken: string, expires: Date): void {
    this.#setCookie(ACCESS_COOKIE, accessToken, expires);
    this.#setCookie(REFRESH_COOKIE, refreshToken, expires);
  }

  #cookie(name: string): string | undefined {
    return parseCookie(this.request.headers.cookie ?? '')[name];
  }

  /** Beside those that were set before. */
  #setCookie(name: string, value: string, expires: Date): void {
    const secure = this.request.protocol === 'https';
    this.reply.header('set-cookie', stringifySetCookie({ name, value, httpOnly: true, sameSite: 'lax', path: this.path, secure, expires }));
  }
}

import type { Instant } from '../database/instant.js';
import type { Actor } from './actor.js';

declare module '../events/bus.js' {
  interface Topics {
    /** A log-in was ended: by logging out, revocation, another password or deactivation. Its sockets close. */
    loginEnded: { readonly loginId: string };
  }
}

export interface Authenticated {
  readonly actor: Actor;
  /** When the token that was shown expires. */
  readonly until: Instant;
}

/** Who stands behind a token. The accounts module implements it; every road in asks it. */
export interface Authenticator {
  /** Null for a token that is forged, expired, not ours, or whose log-in ended. At once where it is remembered. */
  authenticate(accessToken: string): Authenticated | null | Promise<Authenticated | null>;
  /** The id of the user whose token this is, whether or not the log-in has ended since; null where `authenticate` says so of the token itself. */
  holderOf(accessToken: string): string | null;
  /** The actor of a log-in with the rights of this moment; null once it ended. */
  actorOf(loginId: string): Promise<Actor | null>;
  /** The actors of many log-ins at once, without those that ended. */
  actorsOf(loginIds: Iterable<string>): Promise<ReadonlyMap<string, Actor>>;
}

import type { Actor } from '../../platform/access/actor.js';
import { allows, type Policy } from '../../platform/access/policy.js';
import { type Database, lockOne, type Unit } from '../../platform/database/database.js';
import { forbidden } from '../../platform/errors/request-error.js';
import { Session } from './session.entity.js';
import type { SessionChangeKind } from './session.live.js';

/** Courses at a time. */
export class SessionService {
  /** Called in the transaction after each change of a session, which is locked. */
  readonly inside: ((unit: Unit, actor: Actor, session: Session, change: SessionChangeKind) => Promise<void>)[] = [];

  constructor(readonly database: Database) {}
}

export async function lockSession(unit: Unit, policy: Policy<'trainerId'>, actor: Actor, id: string, path = 'id'): Promise<Session> {
  const session = await lockOne(unit, Session, id, path);
  if (!allows(policy, actor, session)) throw forbidden();
  return session;
}

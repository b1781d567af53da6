import type { Actor } from '../../platform/access/actor.js';
import type { Unit } from '../../platform/database/database.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, refuse, refuseIfAny, type UserError } from '../../platform/errors/user-error.js';
import { ConversationKind } from './conversation.entity.js';
import type { ConversationStartInput } from './conversation.inputs.js';
import {
  holdCorrespondents,
  mayWriteToClass,
  peopleOfClass,
  peopleOfSession,
  readParticipantIds,
  refuseUnlessSeen,
} from './conversation.people.js';
import { mayWriteTo } from './conversation.rules.js';

const MOST_NAMED = 100;
/** A large class. */
const MOST_PEOPLE = 1_000;

const KINDS = { participantIds: ConversationKind.DIRECT, classGroupId: ConversationKind.CLASS, sessionId: ConversationKind.SESSION };

interface People {
  readonly kind: ConversationKind;
  /** Of all but the actor. */
  readonly userIds: readonly string[];
  readonly problems: readonly UserError[];
}

type Whom = Pick<ConversationStartInput, 'participantIds' | 'classGroupId' | 'sessionId'>;

/** Whom an actor starts a conversation with, and whom of them they may not write to. */
export async function findPeople(unit: Unit, actor: Actor, whom: Whom): Promise<People> {
  const { participantIds, classGroupId, sessionId } = whom;
  const given = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter(name => whom[name] != null);
  const [way, another] = given;
  if (!way || another)
    return refuse(ErrorCode.INVALID_VALUE, 'Just one of participantIds, classGroupId and sessionId.', another ?? 'participantIds');
  const kind = KINDS[way];
  if (participantIds) return { kind, ...(await named(unit, actor, participantIds)) };
  if (sessionId) await refuseUnlessSeen(unit, actor, sessionId);
  const meant = classGroupId ? await peopleOfClass(unit, classGroupId) : await peopleOfSession(unit, sessionId ?? '');
  const found = await holdCorrespondents(unit, actor, without(actor, meant));
  const allowed = (!classGroupId || (await mayWriteToClass(unit, actor, classGroupId))) && found.every(it => mayWriteTo(actor.role, it));
  // Who is in it is not told by whom of them one may not write to.
  if (!allowed) return refuse(ErrorCode.NOT_ALLOWED, 'You may not write to everyone in it.', way);
  if (found.length === 0) return refuse(ErrorCode.TOO_SHORT, 'There is nobody to write to.', way);
  if (found.length >= MOST_PEOPLE) return refuse(ErrorCode.TOO_LONG, `At most ${MOST_PEOPLE} people.`, way);
  return { kind, userIds: found.map(it => it.id), problems: [] };
}

/** People who are named one by one. Whoever may not be written to is told by their place, and not whether there is anybody with that id. */
async function named(unit: Unit, actor: Actor, participantIds: readonly string[]): Promise<Omit<People, 'kind'>> {
  if (participantIds.length > MOST_NAMED) return refuse(ErrorCode.TOO_LONG, `At most ${MOST_NAMED} people.`, 'participantIds');
  const userIds = without(actor, participantIds);
  if (userIds.length === 0) return refuse(ErrorCode.TOO_SHORT, 'There is nobody to write to.', 'participantIds');
  const reached = await readReached(unit, actor, userIds);
  return { userIds, problems: problemsOfOthers(participantIds, new Set([actor.id, ...reached]), 'participantIds') };
}

/** Refuses to add any of some users to a conversation where one is not in its class or session, or is not for the actor to write to. */
export async function refuseUnlessMeant(unit: Unit, actor: Actor, userIds: readonly string[], meant: readonly string[]): Promise<void> {
  if (userIds.length > MOST_NAMED) refuse(ErrorCode.TOO_LONG, `At most ${MOST_NAMED} people at once.`, 'userIds');
  const reached = await readReached(unit, actor, userIds);
  refuseIfAny(problemsOfOthers(userIds, new Set([actor.id, ...reached.filter(it => meant.includes(it))]), 'userIds'));
}

/** Those of some users who take no part in a conversation yet. */
export async function findNew(unit: Unit, conversationId: string, userIds: readonly string[]): Promise<string[]> {
  const there = await readParticipantIds(unit, conversationId);
  const added = [...new Set(userIds)].filter(it => !there.includes(it));
  if (there.length + added.length > MOST_PEOPLE) return refuse(ErrorCode.TOO_LONG, `At most ${MOST_PEOPLE} people.`, 'userIds');
  return added;
}

/** Those of some users whom the actor may write to. */
async function readReached(unit: Unit, actor: Actor, userIds: readonly string[]): Promise<string[]> {
  return (await holdCorrespondents(unit, actor, userIds)).filter(it => mayWriteTo(actor.role, it)).map(it => it.id);
}

function problemsOfOthers(ids: readonly string[], allowed: ReadonlySet<string>, path: string): UserError[] {
  return ids.flatMap((id, i) =>
    allowed.has(id)
      ? []
      : [new Problem(ErrorCode.NOT_ALLOWED, 'There is nobody with this id whom you may write to here.', [path, String(i)])],
  );
}

function without({ id }: Actor, userIds: readonly string[]): string[] {
  return [...new Set(userIds)].filter(it => it !== id);
}

import {
  AvailabilityWindowCreate,
  AvailabilityWindowDelete,
  Entries,
  EntryBook,
  EntryCancel,
  EntryConfirm,
  type EntryFragment,
  EntryMove,
  type RefusalFragment,
  ResourceDeleteWithUses,
  type TypedDocumentString,
} from '../generated/documents.js';
import { type Client, codes, refusals, type VariablesOf } from '../support/client.js';
import type { Call } from '../support/linearizability.js';
import { DAY } from '../support/slots.js';
import { type Deed, entriesText, entryText, type Time } from './history.model.js';
import type { Wish } from './history.wishes.js';

/** Something that a client has been told of. */
interface Known {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

/** Resources that many clients work on at once, and all that they asked and were answered. */
export class History {
  readonly calls: Call<Deed>[] = [];
  readonly #reservations = new Map<string, Known[]>();
  readonly #windows = new Map<string, Known[]>();

  constructor(readonly resourceIds: readonly string[]) {}

  /** Does what a client wishes, with what any of them was told of, since two at one reservation are what is interesting. */
  async fulfil(client: Client, { what, resource, which, time: { from, to }, behind }: Wish): Promise<void> {
    const thing = this.resourceIds[resource] as string;
    if (what === 'read' || what === 'delete') return this.#call(client, thing, { what });
    const isWindow = what === 'block' || what === 'unblock';
    const known = (isWindow ? this.#windows : this.#reservations).get(thing)?.at(-1 - which);
    // Where there is none yet, one is made.
    if (what === 'book' || what === 'block' || !known) {
      const name = `${isWindow ? 'window' : 'r'}${this.calls.length + 1}`;
      return this.#call(client, thing, { what: isWindow ? 'block' : 'book', name, from, to });
    }
    const { id, name, version } = known;
    if (what !== 'move') return this.#call(client, thing, { what, name }, id);
    return this.#call(client, thing, { what, name, from, to, version: behind === undefined ? undefined : version - behind }, id);
  }

  /** What there is in the end. */
  async readAll(client: Client): Promise<void> {
    await Promise.all(this.resourceIds.map(thing => this.#call(client, thing, { what: 'read' })));
  }

  async #call(client: Client, thing: string, deed: Deed, id = ''): Promise<void> {
    const asked = { number: this.calls.length + 1, thing, deed, askedAt: performance.now(), answeredAt: Number.POSITIVE_INFINITY };
    const at = this.calls.push(asked) - 1;
    const { answer, conflicts } = await this.#ask(client, thing, deed, id).catch(answerOfError);
    if (answer === undefined) return;
    const answered = { ...asked, answer, answeredAt: performance.now() };
    this.calls[at] = answered;
    if (conflicts === undefined || !('from' in deed)) return;
    // The server looks once more for them when the refusal is sure: another deed of the same time.
    const { name, from, to } = deed;
    this.calls.push({ ...answered, number: this.calls.length + 1, deed: { what: 'conflicts', name, from, to }, answer: conflicts });
  }

  async #ask(client: Client, thing: string, deed: Deed, id: string): Promise<Answer> {
    switch (deed.what) {
      case 'book': {
        const input = { resourceId: thing, description: deed.name, ...instants(deed) };
        return this.#entry(thing, (await ask(client, EntryBook, { input })).reservationCreate);
      }
      case 'move': {
        const input = { ...instants(deed), version: deed.version };
        return this.#entry(thing, (await ask(client, EntryMove, { id, input })).reservationUpdate);
      }
      case 'confirm':
        return this.#entry(thing, (await ask(client, EntryConfirm, { id })).reservationConfirm);
      case 'cancel':
        return this.#entry(thing, (await ask(client, EntryCancel, { id })).reservationCancel);
      case 'block': {
        const input = { resourceId: thing, kind: 'MAINTENANCE', ...instants(deed) } as const;
        const { availabilityWindow, errors } = (await ask(client, AvailabilityWindowCreate, { input })).availabilityWindowCreate;
        if (availabilityWindow) learn(this.#windows, thing, { id: availabilityWindow.id, name: deed.name, version: 1 });
        return { answer: refusals({ errors }).join(', ') || 'done' };
      }
      case 'unblock':
        return { answer: refusals((await ask(client, AvailabilityWindowDelete, { id })).availabilityWindowDelete).join(', ') || 'done' };
      case 'delete': {
        const { errors } = (await ask(client, ResourceDeleteWithUses, { id: thing })).resourceDelete;
        const uses = errors.flatMap(it => ('uses' in it ? it.uses.map(use => ` by ${use.count}`) : []));
        return { answer: [...refusals({ errors }), ...uses].join('') || 'done' };
      }
      default: {
        const { nodes } = (await ask(client, Entries, { resourceId: thing, first: 100 })).reservations;
        return { answer: entriesText(nodes.map(entryOf)) };
      }
    }
  }

  #entry(thing: string, payload: { readonly reservation: EntryFragment | null; readonly errors: readonly RefusalFragment[] }): Answer {
    const { reservation, errors } = payload;
    if (reservation) {
      const entry = entryOf(reservation);
      learn(this.#reservations, thing, { id: reservation.id, ...entry }, entry.status === 'CANCELLED');
      return { answer: entryText(entry) };
    }
    const conflicts = errors.flatMap(it => ('conflicts' in it ? [entriesText(it.conflicts.map(entryOf))] : [])).at(0);
    return { answer: refusals({ errors }).join(', '), conflicts };
  }
}

interface Answer {
  /** Undefined where none came. */
  readonly answer?: string;
  readonly conflicts?: string;
}

/** The latest stands last; what is over stands first, where it is seldom asked for. */
function learn(known: Map<string, Known[]>, thing: string, { id, name, version }: Known, isOver = false): void {
  const others = (known.get(thing) ?? []).filter(it => it.id !== id);
  known.set(thing, isOver ? [{ id, name, version }, ...others] : [...others, { id, name, version }]);
}

function instants({ from, to }: Time) {
  return { startsAt: `${DAY}T${from}:00.000Z`, endsAt: `${DAY}T${to}:00.000Z` };
}

function entryOf({ description, startsAt, endsAt, status, version }: EntryFragment) {
  return { name: description ?? '', from: startsAt.slice(11, 16), to: endsAt.slice(11, 16), status, version };
}

class AnsweredWithError extends Error {}

async function ask<Result, Variables>(
  client: Client,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const { data, errors } = await client.run(document, ...([variables] as VariablesOf<Variables>));
  if (errors || !data) throw new AnsweredWithError(codes({ errors }).join());
  return data;
}

/** An error is an answer like others, but one that the model never gives. When none came, or not all of it, `fetch` says so like this. */
function answerOfError(error: unknown): Answer {
  if (error instanceof AnsweredWithError) return { answer: error.message };
  if (error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message)) return {};
  throw error;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { BareSocket } from './bare-socket.js';
import type { Client } from './client.js';

interface Seen {
  readonly eventId: string;
  readonly change: string;
  readonly reservation: { readonly id: string } | null;
}

const QUERY = `subscription ($resourceId: ID, $after: ID) {
  reservationChanged(resourceId: $resourceId, after: $after) { eventId change reservation { id } } }`;

/** Someone who watches a resource, or all of them, however often the line breaks. */
export class Watcher {
  #socket: BareSocket | undefined;
  readonly #before: Seen[] = [];

  /** `after` is the event from which it goes on at first: without one, it begins with what comes. */
  constructor(
    private readonly resourceId?: string,
    private readonly after: string | null = null,
  ) {}

  /** What it was told, in order. */
  get seen(): readonly Seen[] {
    const now = this.#socket?.messages ?? [];
    return [...this.#before, ...now.flatMap(({ type, payload }) => (type === 'next' ? [seenIn(payload)] : []))];
  }

  /** Subscribes over a new line, and goes on after what it saw last. */
  async watch(client: Client): Promise<void> {
    const { seen } = this;
    const after = seen.at(-1)?.eventId ?? this.after;
    this.#before.splice(0, this.#before.length, ...seen);
    this.#socket = undefined;
    const socket = await BareSocket.open(client);
    socket.send({ id: 'changes', type: 'subscribe', payload: { query: QUERY, variables: { resourceId: this.resourceId, after } } });
    this.#socket = socket;
  }

  drop(): void {
    this.#socket?.drop();
  }
}

function seenIn(payload: unknown): Seen {
  const { data } = payload as { data?: { reservationChanged: Seen } };
  if (!data) throw new Error(JSON.stringify(payload));
  return data.reservationChanged;
}

/** Waits until something holds, and not for ever; answers whether it does. */
export async function until(holds: () => boolean, milliseconds = 60_000): Promise<boolean> {
  for (const deadline = Date.now() + milliseconds; !holds() && Date.now() < deadline; ) await sleep(20);
  return holds();
}

import type { Told } from '../../src/platform/events/bus.js';
import { eventIdOf } from '../../src/platform/events/event-id.js';

let position = 0;

/** An event as the relay tells it, after all the others. */
export function told<E extends object>(event: E): Told<E> {
  return { ...event, eventId: eventIdOf(++position, Date.now()) };
}

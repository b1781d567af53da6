import type { Instant } from '../database/instant.js';

/**
 * An event's id: a UUIDv8 (RFC 9562, 5.8) of its place in the log and the moment it was written. To clients it is as opaque as any other;
 * that of a log which was lost and begun again fits no event of the new one.
 */
export function eventIdOf(position: number, writtenAt: Instant): string {
  const place = inHex(position);
  return `${place.slice(0, 8)}-${place.slice(8)}-8000-8000-${inHex(writtenAt)}`;
}

/** The place in the log that an id names, whether there is such an event or not. */
export function positionOf(eventId: string): number {
  return Number.parseInt(eventId.slice(0, 8) + eventId.slice(9, 13), 16);
}

function inHex(value: number): string {
  return value.toString(16).padStart(12, '0');
}

import { registerEnumType } from 'type-graphql';
import type { Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { Resource } from '../resources/resource.entity.js';
import type { Session } from './session.entity.js';

export enum SessionChangeKind {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  RESCHEDULED = 'RESCHEDULED',
  SEATS = 'SEATS',
  STARTED = 'STARTED',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(SessionChangeKind, {
  name: 'SessionChangeKind',
  description: 'What happened to a session.',
  valuesConfig: {
    CREATED: { description: 'It was made.' },
    UPDATED: { description: 'Something else of it changed.' },
    RESCHEDULED: { description: 'It was moved to another time.' },
    SEATS: { description: 'Seats were taken or given back, or its waiting list changed.' },
    STARTED: { description: 'It began.' },
    COMPLETED: { description: 'It took place.' },
    CANCELLED: { description: 'It was cancelled.' },
  },
});

/** Word of a change, told after its commit. Whoever hears it reads the row again. */
export interface SessionChanged {
  readonly id: string;
  readonly change: SessionChangeKind;
}

interface Place {
  readonly siteId: string;
  readonly courseId: string;
}

/** What someone watches: where nothing is said, every site or course. */
export type WatchedSessions = { readonly [K in keyof Place]?: Place[K] | null };

/** The key under which they hear of it. */
export function keyOf({ siteId, courseId }: WatchedSessions): string {
  return `${siteId ?? '*'}/${courseId ?? '*'}`;
}

type TellableSession = Pick<Row<Session>, 'id' | 'courseId' | 'roomId'>;

/**
 * Tells of a change of a session once the unit is committed, to those who watch its course, its site or both; and, where it left rooms, to
 * those who watch their sites, too.
 */
export async function tellSession(unit: Unit, session: TellableSession, change: SessionChangeKind, ...left: string[]): Promise<void> {
  const { id, courseId, roomId } = session;
  const loaders = new Loaders(unit);
  const rooms = await Promise.all([roomId, ...left].map(it => loaders.load(Resource, it)));
  const sites = rooms.flatMap(room => (room ? [{ siteId: room.siteId }] : []));
  const places = [{}, { courseId }, ...sites, ...sites.map(site => ({ ...site, courseId }))];
  unit.publish('sessionChanged', { id, change }, places.map(keyOf));
}

declare module '../../platform/events/bus.js' {
  interface Topics {
    sessionChanged: SessionChanged;
  }
}

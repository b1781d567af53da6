import { ResourceKind } from '../modules/resources/resource.entity.js';
import { Role } from '../platform/access/permissions.js';

/** What every account of the demonstration logs in with. */
export const DEMO_PASSWORD = 'amphi-demo-2026';

/** One account for each role, to log in with. */
export const demoAccounts = Object.values(Role).map(role => ({ role, email: `${role.toLowerCase()}@amphi.example` }));

export const people: Record<Role, readonly [firstName: string, lastName: string]> = {
  ADMIN: ['Ada', 'Lindqvist'],
  MANAGER: ['Marc', 'Fontaine'],
  STAFF: ['Soraya', 'Haddad'],
  TRAINER: ['Théo', 'Garnier'],
  LEARNER: ['Lina', 'Okafor'],
  EMPLOYEE: ['Emma', 'Rossi'],
  SALES: ['Samuel', 'Brandt'],
  SUPPORT: ['Sunita', 'Rai'],
};

export const colleagues: readonly (readonly [firstName: string, lastName: string])[] = [
  ['Noé', 'Lambert'],
  ['Chiara', 'Conti'],
  ['Jonas', 'Weber'],
  ['Aïcha', 'Benali'],
  ['Grace', 'Nguyen'],
  ['Owen', 'Price'],
];

export const sites = [
  { name: 'Campus Paris', address: '12 rue des Ateliers, 75011 Paris', timeZone: 'Europe/Paris', opensAt: '08:00', closesAt: '20:00' },
  { name: 'Atelier Lyon', address: '3 quai de la Fabrique, 69002 Lyon', timeZone: 'Europe/Paris', opensAt: '07:30', closesAt: '19:00' },
  {
    name: 'Hudson Hub',
    address: '480 Canal Street, New York, NY 10013',
    timeZone: 'America/New_York',
    opensAt: '08:00',
    closesAt: '21:00',
  },
] as const;

export const departments = [
  { name: 'People and places', annualBudget: 120_000 },
  { name: 'Training', annualBudget: 340_000 },
  { name: 'Events', annualBudget: 95_500 },
] as const;

interface Thing {
  readonly name: string;
  readonly kind: ResourceKind;
  readonly capacity: number;
  readonly features: readonly string[];
  readonly building?: string;
  readonly hours?: readonly [opensAt: string, closesAt: string];
  readonly hourlyRate?: number;
}

const { ROOM, EQUIPMENT, VEHICLE } = ResourceKind;

/** What each site has. */
export const things: readonly Thing[] = [
  {
    name: 'Auditorium',
    kind: ROOM,
    capacity: 120,
    features: ['projector', 'stage', 'microphones', 'recording'],
    building: 'Main building',
    hourlyRate: 180,
  },
  { name: 'Classroom 1', kind: ROOM, capacity: 24, features: ['projector', 'whiteboard'], building: 'Main building', hourlyRate: 40 },
  {
    name: 'Classroom 2',
    kind: ROOM,
    capacity: 24,
    features: ['projector', 'whiteboard', 'computers'],
    building: 'Main building',
    hourlyRate: 55,
  },
  { name: 'Meeting room Ash', kind: ROOM, capacity: 8, features: ['screen', 'video conference'], building: 'North wing' },
  { name: 'Meeting room Birch', kind: ROOM, capacity: 6, features: ['screen'], building: 'North wing', hours: ['09:00', '18:00'] },
  {
    name: 'Studio',
    kind: ROOM,
    capacity: 4,
    features: ['recording', 'acoustic panels'],
    building: 'North wing',
    hours: ['10:00', '18:00'],
    hourlyRate: 75,
  },
  { name: 'Camera kit', kind: EQUIPMENT, capacity: 3, features: ['4k', 'tripod'] },
  { name: 'Portable projector', kind: EQUIPMENT, capacity: 1, features: ['full hd', 'hdmi'] },
  { name: 'Delivery van', kind: VEHICLE, capacity: 3, features: ['tow bar'], hourlyRate: 18 },
  { name: 'Electric car', kind: VEHICLE, capacity: 5, features: ['electric', 'navigation'], hourlyRate: 12 },
];

export const purposes = [
  'Team meeting',
  'Workshop',
  'Interview',
  'Rehearsal',
  'Client visit',
  'Course preparation',
  'Recording',
  'Delivery',
] as const;

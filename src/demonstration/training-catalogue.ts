import { MaterialKind } from '../modules/courses/material.entity.js';

/** The trainer made the first, teaching staff the second. */
export const schools = [
  {
    name: 'École du Canal',
    email: 'bonjour@ecole-du-canal.example',
    phone: '+33199001122',
    address: '40 quai de Valmy, 75010 Paris',
    logoUrl: 'https://ecole-du-canal.example/logo.svg',
    classes: ['Web 1', 'Web 2'],
  },
  {
    name: 'Institut des Arts du Son',
    email: 'contact@arts-du-son.example',
    phone: '+33465710099',
    address: '8 rue Pierre Dupont, 69001 Lyon',
    logoUrl: 'https://arts-du-son.example/logo.svg',
    classes: ['Sound A', 'Sound B'],
  },
] as const;

/** With the account of the role, there are sixty. */
export const MORE_LEARNERS = 59;

export const firstNames = [
  'Inès',
  'Hugo',
  'Maëlle',
  'Yanis',
  'Zoé',
  'Arthur',
  'Fatou',
  'Léo',
  'Camille',
  'Tiago',
  'Salomé',
  'Nils',
  'Amira',
  'Gaël',
  'Olga',
  'Ravi',
] as const;

export const lastNames = [
  'Moreau',
  'Diallo',
  'Schmidt',
  'Pérez',
  'Nowak',
  'Haddou',
  'Lefèvre',
  'Tanaka',
  'Sørensen',
  'Costa',
  'Marchand',
  'Öztürk',
  'Bianchi',
] as const;

const { DOCUMENT, VIDEO, LINK } = MaterialKind;

interface Subject {
  readonly title: string;
  readonly description: string;
  readonly objectives: string;
  readonly hours: number;
  /** Numbers of the classes that it is given to. */
  readonly classes: readonly number[];
  /** Whether it is given to a single learner. */
  readonly forOne?: boolean;
  readonly published?: boolean;
  readonly materials: readonly (readonly [kind: MaterialKind, title: string])[];
}

export const subjects: readonly Subject[] = [
  {
    title: 'HTML and CSS',
    description: 'Pages that everybody can read, on every screen.',
    objectives: 'Write a page by hand, lay it out, and check that it is accessible.',
    hours: 21,
    classes: [0, 1],
    materials: [
      [DOCUMENT, 'Handout'],
      [VIDEO, 'Boxes and grids'],
      [LINK, 'Reference of elements'],
    ],
  },
  {
    title: 'JavaScript, first steps',
    description: 'From a variable to a page that answers.',
    objectives: 'Read and write small programs, and find one’s own mistakes.',
    hours: 35,
    classes: [0, 1],
    materials: [
      [DOCUMENT, 'Exercises'],
      [VIDEO, 'Functions'],
      [LINK, 'Playground'],
    ],
  },
  {
    title: 'GraphQL for clients',
    description: 'Asking for what one needs, and for nothing else.',
    objectives: 'Query, mutate and subscribe; read a schema.',
    hours: 14,
    classes: [1],
    materials: [
      [LINK, 'The specification'],
      [DOCUMENT, 'Queries to try'],
    ],
  },
  {
    title: 'Databases',
    description: 'Tables, keys, constraints and transactions.',
    objectives: 'Model a small domain and keep it consistent.',
    hours: 28,
    classes: [1],
    materials: [
      [DOCUMENT, 'Normal forms'],
      [VIDEO, 'Isolation, shown twice'],
    ],
  },
  {
    title: 'Working in a team',
    description: 'Branches, reviews and planning.',
    objectives: 'Propose a change and take a review well.',
    hours: 7,
    classes: [0, 1, 2, 3],
    materials: [[DOCUMENT, 'A good review']],
  },
  {
    title: 'Recording technique',
    description: 'Microphones, rooms and levels.',
    objectives: 'Record a voice and a small ensemble.',
    hours: 30,
    classes: [2, 3],
    materials: [
      [VIDEO, 'Placing a microphone'],
      [DOCUMENT, 'Checklist of a session'],
      [LINK, 'Polar patterns'],
    ],
  },
  {
    title: 'Mixing',
    description: 'From forty tracks to two.',
    objectives: 'Balance, equalize, compress, and know when to stop.',
    hours: 24,
    classes: [3],
    materials: [
      [VIDEO, 'A mix from the start'],
      [DOCUMENT, 'Tracks to practise with'],
    ],
  },
  {
    title: 'Acoustics',
    description: 'Why a room sounds as it does.',
    objectives: 'Measure and improve a room.',
    hours: 12,
    classes: [2],
    materials: [
      [DOCUMENT, 'Reverberation'],
      [LINK, 'Calculator'],
    ],
  },
  {
    title: 'Speaking in public',
    description: 'Voice, notes and nerves.',
    objectives: 'Give a talk of ten minutes without reading it out.',
    hours: 6,
    classes: [],
    forOne: true,
    materials: [[VIDEO, 'Three openings']],
  },
  {
    title: 'Accessibility, in depth',
    description: 'A draft that is not offered yet.',
    objectives: 'Test with a screen reader, and mend what it stumbles over.',
    hours: 10,
    classes: [],
    published: false,
    materials: [[LINK, 'Guidelines']],
  },
];

import { registerEnumType } from 'type-graphql';
import type { Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import type { Enrolment } from './enrolment.entity.js';

export enum EnrolmentChangeKind {
  ENROLLED = 'ENROLLED',
  WAITLISTED = 'WAITLISTED',
  PROMOTED = 'PROMOTED',
  CANCELLED = 'CANCELLED',
  MARKED = 'MARKED',
  PROGRESS = 'PROGRESS',
}

registerEnumType(EnrolmentChangeKind, {
  name: 'EnrolmentChangeKind',
  description: 'What happened to an enrolment.',
  valuesConfig: {
    ENROLLED: { description: 'They got a seat.' },
    WAITLISTED: { description: 'They came into the waiting list.' },
    PROMOTED: { description: 'They got a seat from the waiting list.' },
    CANCELLED: { description: 'It was given back, or taken back with the session.' },
    MARKED: { description: 'It was said whether they came.' },
    PROGRESS: { description: 'It was said how far they are.' },
  },
});

/** Word of a change, told to its learner after the commit. Whoever hears it reads the row again. */
export interface EnrolmentChanged {
  readonly id: string;
  readonly change: EnrolmentChangeKind;
}

export function tellLearner(unit: Unit, { id, learnerId }: Pick<Row<Enrolment>, 'id' | 'learnerId'>, change: EnrolmentChangeKind): void {
  unit.publish('enrolmentChanged', { id, change }, [learnerId]);
}

declare module '../../platform/events/bus.js' {
  interface Topics {
    enrolmentChanged: EnrolmentChanged;
  }
}

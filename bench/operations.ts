import { freeSlot, resourceId, WANTED } from './data.js';

/** What clients send: the same text to every server. The bare one goes by the operation's name and never reads the text. */
const texts = {
  Resource: `query Resource($id: ID!) {
  resource(id: $id) {
    id name kind capacity description features state opensAt closesAt images hourlyRate
    location { building floor number }
  }
}`,
  Resources: `query Resources($first: Int!, $after: String) {
  resources(first: $first, after: $after) {
    nodes { id name kind capacity state features location { building floor number } site { id name timeZone } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  AvailableResources: `query AvailableResources($startsAt: DateTime!, $endsAt: DateTime!, $first: Int!) {
  availableResources(startsAt: $startsAt, endsAt: $endsAt, first: $first) {
    totalCount
    nodes { id name kind capacity }
  }
}`,
  Reserve: `mutation Reserve($input: ReservationCreateInput!) {
  reservationCreate(input: $input) {
    reservation { startsAt endsAt status participants resource { id } }
    errors { code path }
  }
}`,
  ReserveOrElse: `mutation ReserveOrElse($input: ReservationCreateInput!) {
  reservationCreate(input: $input) {
    reservation { id }
    errors { code ... on BookingConflict { conflicts { startsAt endsAt } alternatives { startsAt endsAt resource { id name } } } }
  }
}`,
  Statistics: `query Statistics($id: ID!) {
  resource(id: $id) {
    id
    statistics {
      totalReservations activeReservations upcomingReservations occupancyNext7Days hoursReservedLast30Days meanDurationMinutes
    }
  }
}`,
  ClassResults: `query ClassResults($id: ID!, $first: Int!) {
  classGroup(id: $id) {
    id
    average
    ranking(first: $first) { rank average learner { id } }
    gradeDistribution { from to count }
  }
}`,
  EnrolClass: `mutation EnrolClass($id: ID!, $classGroupId: ID!) {
  sessionEnrolClass(id: $id, classGroupId: $classGroupId) {
    enrolments { status learner { id } }
    errors { code path }
  }
}`,
  Changes: `subscription Changes($resourceId: ID!) {
  reservationChanged(resourceId: $resourceId) {
    change
    reservation { id startsAt endsAt status description resource { id } }
  }
}`,
} as const;

export type OperationName = keyof typeof texts;

export interface Operation {
  readonly operationName: OperationName;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

function operation(operationName: OperationName, variables: Readonly<Record<string, unknown>>): Operation {
  return { operationName, query: texts[operationName], variables };
}

export const PAGE = 50;
export const MOST_AVAILABLE = 200;

const iso = (instant: number) => new Date(instant).toISOString();

export const oneResource = (n: number) => operation('Resource', { id: resourceId(n) });

export const pageOfResources = (after: string | null) => operation('Resources', { first: PAGE, after });

export const availableResources = () =>
  operation('AvailableResources', { startsAt: iso(WANTED.start), endsAt: iso(WANTED.end), first: MOST_AVAILABLE });

export const statistics = (n: number) => operation('Statistics', { id: resourceId(n) });

export const RANKED = 10;

export const classResults = (classGroupId: string) => operation('ClassResults', { id: classGroupId, first: RANKED });

export const enrolClass = (sessionId: string, classGroupId: string) => operation('EnrolClass', { id: sessionId, classGroupId });

/** What has to be answered to it: a seat for each of the learners, in their order. */
export function enrolled(learnerIds: readonly string[]): object {
  const enrolments = learnerIds.map(id => ({ status: 'ENROLLED', learner: { id } }));
  return { data: { sessionEnrolClass: { enrolments, errors: [] } } };
}

export const changesOf = (n: number) => operation('Changes', { resourceId: resourceId(n) });

/** Reserves the n-th free slot. */
export function reserve(n: number, name: 'Reserve' | 'ReserveOrElse' = 'Reserve'): Operation {
  const { resource, start, end } = freeSlot(n);
  return operation(name, {
    input: { resourceId: resource, startsAt: iso(start), endsAt: iso(end), participants: 2, description: 'Bench' },
  });
}

/** What every server has to answer to `reserve(n)`. */
export function reserved(n: number): object {
  const { resource, start, end } = freeSlot(n);
  const reservation = { startsAt: iso(start), endsAt: iso(end), status: 'PENDING', participants: 2, resource: { id: resource } };
  return { data: { reservationCreate: { reservation, errors: [] } } };
}

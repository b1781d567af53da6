import { GraphQLError, GraphQLID, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLEmailAddress, GraphQLLocalDate, GraphQLLocalTime, GraphQLPhoneNumber, GraphQLTimeZone, GraphQLURL } from 'graphql-scalars';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** Whatever is not a UUID names nothing: it is read as the nil UUID, which nothing has, so that both databases answer "not found". */
export const Id = new GraphQLScalarType<string, string>({
  name: 'ID',
  description: GraphQLID.description,
  serialize: value => value as string,
  parseValue: value => parseId(value),
  parseLiteral: node => parseId(node.kind === Kind.STRING ? node.value : undefined),
});

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

function parseId(value: unknown): string {
  return isUuid(value) ? value.toLowerCase() : NIL_UUID;
}

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/i;

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** Epoch milliseconds inside, ISO 8601 in UTC outside. A time without a zone is refused: nobody could say which instant it means. */
export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  description: 'An instant in ISO 8601. Answered in UTC (`2030-06-03T09:00:00.000Z`); accepted with `Z` or an offset, never without.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: value => new Date(value as number).toISOString(),
  parseValue: parseInstant,
  parseLiteral: node => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
});

function parseInstant(value: unknown): number {
  if (typeof value !== 'string' || !WITH_ZONE.test(value)) {
    throw new GraphQLError('DateTime needs a date, a time and a zone, such as 2030-06-03T09:00:00Z.');
  }
  try {
    const instant = Temporal.Instant.from(value).epochMilliseconds;
    // Outside of these, an instant can neither be stored in PostgreSQL nor be answered with four digits for its year.
    if (instant < EARLIEST || instant > LATEST) throw new RangeError();
    return instant;
  } catch {
    throw new GraphQLError('DateTime names a day or a time that does not exist.');
  }
}

// Inputs take all but local times as text and the entity's own rules judge them, so that every broken rule is answered at once and with
// its path; what is stored has passed those rules and is answered as it stands.
export const EmailAddress = answeredAsStored(GraphQLEmailAddress);
export const LocalDate = answeredAsStored(GraphQLLocalDate);
export const LocalTime = answeredAsStored(GraphQLLocalTime);
export const PhoneNumber = answeredAsStored(GraphQLPhoneNumber);
export const TimeZone = answeredAsStored(GraphQLTimeZone);
export const Url = answeredAsStored(GraphQLURL);

function answeredAsStored(scalar: GraphQLScalarType): GraphQLScalarType<unknown, string> {
  return new GraphQLScalarType<unknown, string>({
    ...scalar.toConfig(),
    serialize: value => value as string,
    extensions: { codegenScalarType: 'string' },
  });
}

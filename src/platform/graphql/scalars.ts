import { GraphQLError, GraphQLID, GraphQLScalarType, Kind } from 'graphql';
import {
  GraphQLEmailAddress,
  GraphQLJSONObject,
  GraphQLLocalDate,
  GraphQLLocalDateTime,
  GraphQLLocalTime,
  GraphQLPhoneNumber,
  GraphQLTimeZone,
  GraphQLURL,
} from 'graphql-scalars';
import { isPermission, type Permission, permissions, Role } from '../access/permissions.js';
import { isDecimal } from '../decimal.js';

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

/** A text inside as well: a double could not hold it exactly. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as text: `"14.25"`. Answered with no more digits than it takes: `"12"`, `"14.5"`; accepted as a number, too.',
  serialize: value => value as string,
  parseValue: value => parseDecimal(typeof value === 'number' ? String(value) : value),
  parseLiteral: node => parseDecimal('value' in node && node.kind !== Kind.BOOLEAN && node.kind !== Kind.ENUM ? node.value : undefined),
  extensions: { codegenScalarType: 'string' },
});

function parseDecimal(value: unknown): string {
  if (typeof value === 'string' && isDecimal(value)) return value;
  throw new GraphQLError('Decimal needs digits, and others after a point where it is no whole number, such as "14.25".');
}

/** Answers only: nothing is taken in this form. */
export const JsonObject = GraphQLJSONObject;

/** GraphQL's own enums have no room for the colon in it, and one name for each thing is enough. */
export const PermissionName = new GraphQLScalarType<Permission, string>({
  name: 'Permission',
  description: `What may be done, and the roles that may. An authorization grants one to a single user.\n\n${listOfPermissions()}`,
  serialize: value => value as string,
  parseValue: parsePermission,
  parseLiteral: node => parsePermission(node.kind === Kind.STRING ? node.value : undefined),
});

function parsePermission(value: unknown): Permission {
  if (typeof value === 'string' && isPermission(value)) return value;
  throw new GraphQLError('There is no such permission.');
}

function listOfPermissions(): string {
  const everyone = Object.values(Role).length;
  return Object.entries(permissions)
    .map(([name, roles]) => `- \`${name}\`: ${roles.length === everyone ? 'everyone' : roles.join(', ')}`)
    .join('\n');
}

// Inputs take all but local times as text and the entity's own rules judge them, so that every broken rule is answered at once and with
// its path; what is stored has passed those rules and is answered as it stands.
export const EmailAddress = answeredAsStored(GraphQLEmailAddress);
export const LocalDate = answeredAsStored(GraphQLLocalDate);
export const LocalDateTime = answeredAsStored(GraphQLLocalDateTime);
export const LocalTime = answeredAsStored(GraphQLLocalTime);
export const PhoneNumber = answeredAsStored(GraphQLPhoneNumber);
export const TimeZone = answeredAsStored(GraphQLTimeZone);
export const Url = answeredAsStored(GraphQLURL);

/** Whatever JSON can say. */
export const Json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: value => value,
});

function answeredAsStored(scalar: GraphQLScalarType): GraphQLScalarType<unknown, string> {
  return new GraphQLScalarType<unknown, string>({
    ...scalar.toConfig(),
    serialize: value => value as string,
    extensions: { codegenScalarType: 'string' },
  });
}

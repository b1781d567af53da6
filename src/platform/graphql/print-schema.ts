import {
  astFromValue,
  type GraphQLSchema,
  isObjectType,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema as printWithoutDirectives,
} from 'graphql';
import { DIRECTIVES } from './access.js';

/** The schema in alphabetical order, as graphql-js prints it, with the directives of its fields, which that leaves out. */
export function printSchema(schema: GraphQLSchema): string {
  let printed = printWithoutDirectives(lexicographicSortSchema(schema));
  const fields = parse(printed).definitions.flatMap(type =>
    type.kind === Kind.OBJECT_TYPE_DEFINITION ? (type.fields ?? []).map(field => ({ type: type.name.value, field })) : [],
  );
  // From the end, so that what was found stays where it is.
  for (const { type, field } of fields.reverse()) {
    const end = field.loc?.end ?? printed.length;
    printed = printed.slice(0, end) + directivesOf(schema, type, field.name.value) + printed.slice(end);
  }
  return printed;
}

function directivesOf(schema: GraphQLSchema, typeName: string, fieldName: string): string {
  const type = schema.getType(typeName);
  const directives = isObjectType(type) ? type.getFields()[fieldName]?.extensions[DIRECTIVES] : undefined;
  return Object.entries(directives ?? {})
    .map(([name, given]) => ` @${name}(${argumentsIn(schema, name, given as Record<string, unknown>)})`)
    .join('');
}

function argumentsIn(schema: GraphQLSchema, name: string, given: Record<string, unknown>): string {
  return (schema.getDirective(name)?.args ?? [])
    .flatMap(arg => {
      const value = arg.name in given && astFromValue(given[arg.name], arg.type);
      return value ? `${arg.name}: ${print(value)}` : [];
    })
    .join(', ');
}

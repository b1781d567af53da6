import {
  coerceInputValue,
  type GraphQLInputType,
  type GraphQLSchema,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** Answers undefined when they do not fit. */
export type ReadVariables = (given: Variables) => Record<string, unknown> | undefined;

/**
 * Reads the variables of an operation that passed validation, as graphql-js's `getVariableValues` does; but that looks the types up each time,
 * which takes longer than the reading.
 */
export function variableReader(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[]): ReadVariables {
  const variables = definitions.map(({ variable, type, defaultValue }) => ({
    name: variable.name.value,
    type: typeFromAST(schema, type as never) as GraphQLInputType,
    defaultValue,
  }));
  return given => {
    // They have no prototype whose properties could be taken for theirs.
    const read: Record<string, unknown> = Object.create(null);
    try {
      for (const { name, type, defaultValue } of variables) {
        if (Object.hasOwn(given, name)) read[name] = coerceInputValue(given[name], type, misfit);
        else if (defaultValue) read[name] = valueFromAST(defaultValue, type);
        else if (isNonNullType(type)) return undefined;
      }
      return read;
    } catch {
      // What does not fit is told by `getVariableValues`.
      return undefined;
    }
  };
}

/** The first ends the reading. */
function misfit(): never {
  throw MISFIT;
}

const MISFIT = new Error('A variable does not fit.');

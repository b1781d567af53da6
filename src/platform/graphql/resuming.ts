import { type DocumentNode, type GraphQLSchema, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { Arg } from 'type-graphql';
import { Id } from './scalars.js';

const AFTER = 'after';

/** The argument of a subscription by which a subscriber goes on where it was. Hand it to `bus.subscribe`. */
export function After(): ParameterDecorator {
  return Arg(AFTER, () => Id, {
    nullable: true,
    description:
      'The `eventId` of the last event that was seen: those since then come first, in order, each once. `CANNOT_RESUME` ends the subscription if that was more than a day ago.',
  }) as ParameterDecorator;
}

/** The arguments of such a subscription. */
export interface Resumed {
  readonly [AFTER]?: string | null;
}

/** A subscription without where it goes on from: the same for all who get the same answers wherever they may see the same. */
interface Asked {
  readonly text: string;
  /** The variables that its answers depend on. */
  readonly variables: ReadonlySet<string>;
}

const known = new WeakMap<DocumentNode, Asked>();

export function askedBy(schema: GraphQLSchema, document: DocumentNode): Asked {
  const asked = known.get(document) ?? withoutPosition(schema, document);
  known.set(document, asked);
  return asked;
}

function withoutPosition(schema: GraphQLSchema, document: DocumentNode): Asked {
  const types = new TypeInfo(schema);
  const argumentsLeft = visit(
    document,
    visitWithTypeInfo(types, {
      Argument: ({ name }) => (name.value === AFTER && types.getParentType() === schema.getSubscriptionType() ? null : undefined),
    }),
  );
  const variables = new Set<string>();
  visit(argumentsLeft, { VariableDefinition: () => false, Variable: ({ name }) => void variables.add(name.value) });
  const text = print(visit(argumentsLeft, { VariableDefinition: it => (variables.has(it.variable.name.value) ? undefined : null) }));
  return { text, variables };
}

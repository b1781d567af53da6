import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
} from 'graphql';
import { Extensions } from 'type-graphql';

const NOT_REMEMBERED = 'notRemembered';

/**
 * Takes no idempotency key: its answer holds what must not be written down, or whoever would send it again is nobody yet or nobody any more.
 */
export function NotRemembered(): MethodDecorator {
  return Extensions({ [NOT_REMEMBERED]: true }) as MethodDecorator;
}

export function isRemembered(field: GraphQLField<unknown, unknown>): boolean {
  return field.extensions[NOT_REMEMBERED] !== true;
}

/** Adds to the descriptions of mutations which of them take no key. */
export function describeRemembering(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (!isRemembered(field)) field.description = `${field.description}\n\nTakes no idempotency key.`;
  }
}

/** The first field of a mutation that takes no key. */
export function notRememberedIn(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): string | undefined {
  const fields = schema.getMutationType()?.getFields() ?? {};
  return rootFieldsOf(document, operation.selectionSet).find(name => fields[name] && !isRemembered(fields[name]));
}

function rootFieldsOf(document: DocumentNode, { selections }: SelectionSetNode): string[] {
  return selections.flatMap(selection => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(it => it.kind === Kind.FRAGMENT_DEFINITION && it.name.value === selection.name.value);
    return fragment && 'selectionSet' in fragment && fragment.selectionSet ? rootFieldsOf(document, fragment.selectionSet) : [];
  });
}

/** The same text for the same input, however it is laid out and whatever the order of its variables. */
export function inputOf(document: DocumentNode, operation: OperationDefinitionNode, variables: object): string[] {
  return [print(document), operation.name?.value ?? '', JSON.stringify(variables, inOrder)];
}

function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

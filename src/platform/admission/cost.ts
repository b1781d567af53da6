import {
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import { DEFAULT_PAGE_SIZE } from '../graphql/connection.js';
import { type Fragments, fragmentsOf, limits, tooComplex } from './limits.js';

/** Refuses an operation whose answer could hold more things than `limits.cost`. */
export function checkCost(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): void {
  const cost = costs.get(operation) ?? costOf(schema, document, operation);
  costs.set(operation, cost);
  const total = typeof cost === 'number' ? cost : cost(variables);
  if (total > limits.cost) throw tooComplex('cost', total);
}

type Variables = Readonly<Record<string, unknown>>;
/** A number where no variable counts anything. */
type Cost = number | ((variables: Variables) => number);

/** Computed once for each parsed operation; it goes when the operation goes. */
const costs = new WeakMap<OperationDefinitionNode, Cost>();

const ASSUMED_LIST_LENGTH = 10;
const COUNTING_ARGUMENTS = ['first', 'days'];

function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Cost {
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const cost = costOfSelections(schema, fragmentsOf(document), root, operation.selectionSet);
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );
  return typeof cost === 'number' ? cost : variables => cost({ ...defaults, ...variables });
}

function costOfSelections(
  schema: GraphQLSchema,
  fragments: Fragments,
  parent: GraphQLObjectType | undefined,
  selectionSet: SelectionSetNode,
): Cost {
  const parts = selectionSet.selections.flatMap((selection): Cost[] => {
    if (selection.kind === Kind.FIELD) {
      const field = fieldOf(parent, selection.name.value);
      return field ? [costOfField(schema, fragments, field, selection)] : [];
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) return [];
    const named = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
    return [costOfSelections(schema, fragments, (named as GraphQLObjectType | undefined) ?? parent, fragment.selectionSet)];
  });
  return parts.reduce((sum, part) => combine(sum, part, (a, b) => a + b), 0);
}

function fieldOf(parent: GraphQLObjectType | undefined, name: string): GraphQLField<unknown, unknown> | undefined {
  return parent?.getFields()[name] ?? metaFields.find(it => it.name === name);
}

/** What a schema says of itself. The type of a thing costs nothing. */
const metaFields: readonly GraphQLField<unknown, unknown>[] = [SchemaMetaFieldDef, TypeMetaFieldDef];

function costOfField(schema: GraphQLSchema, fragments: Fragments, field: GraphQLField<unknown, unknown>, node: FieldNode): Cost {
  const type = getNamedType(field.type);
  const own = (field.extensions['cost'] as number | undefined) ?? (isCompositeType(type) ? 1 : 0);
  const inner =
    node.selectionSet && (isObjectType(type) || isInterfaceType(type))
      ? costOfSelections(schema, fragments, type as GraphQLObjectType, node.selectionSet)
      : 0;
  const argument = countingArgumentOf(field);
  // A page is as large as it was asked to be, whatever is selected of it; one of less than nothing makes up for nothing.
  const least = argument ? 1 : 0;
  return combine(countOf(field, argument, node), inner, (count, each) => own + Math.max(count, 0) * Math.max(each, least));
}

function combine(a: Cost, b: Cost, both: (a: number, b: number) => number): Cost {
  if (typeof a === 'number' && typeof b === 'number') return both(a, b);
  const worth = (cost: Cost, variables: Variables) => (typeof cost === 'number' ? cost : cost(variables));
  return variables => both(worth(a, variables), worth(b, variables));
}

function countingArgumentOf(field: GraphQLField<unknown, unknown>): GraphQLArgument | undefined {
  return field.args.find(arg => COUNTING_ARGUMENTS.includes(arg.name));
}

/** How many things a field can hold: what `first` or `days` say; a list without either is taken for a short one. */
function countOf(field: GraphQLField<unknown, unknown>, argument: GraphQLArgument | undefined, node: FieldNode): Cost {
  if (!argument) {
    // The lists of a page hold what `first` counted already.
    const pageList = field.name === 'nodes' || field.name === 'edges' || field.name === 'errors';
    return isListType(getNullableType(field.type)) && !pageList ? ASSUMED_LIST_LENGTH : 1;
  }
  const given = node.arguments?.find(it => it.name.value === argument.name)?.value;
  const fallback = typeof argument.defaultValue === 'number' ? argument.defaultValue : DEFAULT_PAGE_SIZE;
  if (!given) return fallback;
  if (given.kind === Kind.INT) return Number(given.value);
  if (given.kind !== Kind.VARIABLE) return fallback;
  const name = given.name.value;
  return variables => {
    const value = variables[name];
    // What is no Int is refused as that.
    return typeof value === 'number' && Math.trunc(value) === (value | 0) ? value : fallback;
  };
}

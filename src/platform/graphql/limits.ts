import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
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
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { RequestError } from '../errors/request-error.js';
import { DEFAULT_PAGE_SIZE } from './connection.js';

/** What one operation may ask for. The same over HTTP and WebSocket; fragments count wherever they are spread. */
export const limits = {
  depth: 12,
  /** Of what is asked about the schema itself: tools ask for types of types of types. */
  introspectionDepth: 16,
  aliases: 30,
  directives: 50,
  fields: 500,
  tokens: 2_000,
  /** About the number of things that the answer can hold. */
  cost: 20_000,
  bodyBytes: 256 * 1024,
} as const;

interface Size {
  depth: number;
  introspectionDepth: number;
  aliases: number;
  directives: number;
  fields: number;
}

/** A validation rule: refuses a document that is too large before anything of it runs. */
export function sizeLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const known = new Map<string, Size>();
      const fragments = fragmentsOf(document);
      for (const definition of document.definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
        const size = sizeOf(definition.selectionSet, fragments, known);
        size.directives += definition.directives?.length ?? 0;
        for (const name of ['depth', 'introspectionDepth', 'aliases', 'directives', 'fields'] as const) {
          if (size[name] > limits[name]) context.reportError(tooComplex(`${name}: ${size[name]}, at most ${limits[name]}`));
        }
      }
    },
  };
}

/** Refuses an operation whose answer could hold more things than `limits.cost`. */
export function checkCost(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): void {
  const cost = costs.get(operation) ?? costOf(schema, document, operation);
  costs.set(operation, cost);
  const total = typeof cost === 'number' ? cost : cost(variables);
  if (total > limits.cost) throw tooComplex(`cost: ${Math.round(total)}, at most ${limits.cost}`);
}

type Variables = Readonly<Record<string, unknown>>;
/** A number where no variable counts anything. */
type Cost = number | ((variables: Variables) => number);

/** Computed once for each parsed operation; it goes when the operation goes. */
const costs = new WeakMap<OperationDefinitionNode, Cost>();

const ASSUMED_LIST_LENGTH = 10;
const COUNTING_ARGUMENTS = ['first', 'days'];

function tooComplex(what: string): GraphQLError {
  return new RequestError('TOO_COMPLEX', `The operation asks for too much (${what}).`);
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  return new Map(document.definitions.filter(it => it.kind === Kind.FRAGMENT_DEFINITION).map(it => [it.name.value, it]));
}

function sizeOf(selectionSet: SelectionSetNode, fragments: Map<string, FragmentDefinitionNode>, known: Map<string, Size>): Size {
  const size = nothing();
  for (const selection of selectionSet.selections) {
    size.directives += selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) {
      size.fields++;
      if (selection.alias) size.aliases++;
      if (selection.selectionSet) addField(size, selection.name.value, sizeOf(selection.selectionSet, fragments, known));
      else size.depth = Math.max(size.depth, 1);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      size.fields++;
      add(size, sizeOf(selection.selectionSet, fragments, known));
    } else {
      size.fields++;
      add(size, sizeOfFragment(selection.name.value, fragments, known));
    }
  }
  return size;
}

function sizeOfFragment(name: string, fragments: Map<string, FragmentDefinitionNode>, known: Map<string, Size>): Size {
  const found = known.get(name);
  if (found) return found;
  // Stands for the fragment while it is measured, so that one that spreads itself ends here; validation refuses it by name.
  known.set(name, nothing());
  const fragment = fragments.get(name);
  if (fragment) known.set(name, sizeOf(fragment.selectionSet, fragments, known));
  return known.get(name) as Size;
}

function nothing(): Size {
  return { depth: 0, introspectionDepth: 0, aliases: 0, directives: 0, fields: 0 };
}

function addField(size: Size, name: string, inner: Size): void {
  const introspects = name.startsWith('__');
  const depth = introspects ? 1 : inner.depth + 1;
  add(size, { ...inner, depth, introspectionDepth: introspects ? inner.depth + 1 : inner.introspectionDepth });
}

function add(size: Size, inner: Size): void {
  size.depth = Math.max(size.depth, inner.depth);
  size.introspectionDepth = Math.max(size.introspectionDepth, inner.introspectionDepth);
  size.aliases += inner.aliases;
  size.directives += inner.directives;
  size.fields += inner.fields;
}

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
  fragments: Map<string, FragmentDefinitionNode>,
  parent: GraphQLObjectType | undefined,
  selectionSet: SelectionSetNode,
): Cost {
  const parts = selectionSet.selections.flatMap((selection): Cost[] => {
    if (selection.kind === Kind.FIELD) {
      const field = parent?.getFields()[selection.name.value];
      return field ? [costOfField(schema, fragments, field, selection)] : [];
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) return [];
    const named = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
    return [costOfSelections(schema, fragments, (named as GraphQLObjectType | undefined) ?? parent, fragment.selectionSet)];
  });
  return parts.reduce((sum, part) => combine(sum, part, (a, b) => a + b), 0);
}

function costOfField(
  schema: GraphQLSchema,
  fragments: Map<string, FragmentDefinitionNode>,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Cost {
  const type = getNamedType(field.type);
  const own = (field.extensions['cost'] as number | undefined) ?? (isCompositeType(type) ? 1 : 0);
  const inner =
    node.selectionSet && (isObjectType(type) || isInterfaceType(type))
      ? costOfSelections(schema, fragments, type as GraphQLObjectType, node.selectionSet)
      : 0;
  return combine(countOf(field, node), inner, (count, each) => own + count * each);
}

function combine(a: Cost, b: Cost, both: (a: number, b: number) => number): Cost {
  if (typeof a === 'number' && typeof b === 'number') return both(a, b);
  const worth = (cost: Cost, variables: Variables) => (typeof cost === 'number' ? cost : cost(variables));
  return variables => both(worth(a, variables), worth(b, variables));
}

/** How many things a field can hold: what `first` or `days` say; a list without either is taken for a short one. */
function countOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Cost {
  const argument = field.args.find(arg => COUNTING_ARGUMENTS.includes(arg.name));
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
  return variables => (typeof variables[name] === 'number' ? (variables[name] as number) : fallback);
}

import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentSpreadNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { type Fragments, fragmentsOf, limits, tooComplex } from './limits.js';

interface Size {
  depth: number;
  introspectionDepth: number;
  aliases: number;
  directives: number;
  fields: number;
}

/** What was measured so far. */
interface Known {
  /** Of fragments, by their names. */
  readonly sizes: Map<string, Size | 'being measured'>;
  /** Where a fragment is spread within itself. */
  circle?: FragmentSpreadNode;
}

const OF_FRAGMENTS = ['aliases', 'directives', 'fields'] as const;
/** How deep a fragment is, and whether into the schema, shows where it is spread. */
const OF_OPERATIONS = ['depth', 'introspectionDepth', ...OF_FRAGMENTS] as const;

/**
 * A validation rule: refuses a document that is too large before anything of it runs. An empty one takes its place, because the other
 * rules take the square of what they look at.
 */
export function sizeLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const refusals = refusalsOf(document);
      for (const refusal of refusals) context.reportError(refusal);
      return refusals.length > 0 ? { ...document, definitions: [] } : undefined;
    },
  };
}

/** For the limits that a document exceeds. Whatever it defines counts, used or not. */
function refusalsOf(document: DocumentNode): readonly GraphQLError[] {
  const fragments = fragmentsOf(document);
  const operations = document.definitions.length - fragments.size;
  if (fragments.size > limits.fragments) return [tooComplex('fragments', fragments.size)];
  if (operations > limits.operations) return [tooComplex('operations', operations)];
  const known: Known = { sizes: new Map() };
  for (const definition of document.definitions) {
    if (!('selectionSet' in definition)) continue;
    const variables = definition.variableDefinitions?.length ?? 0;
    if (variables > limits.variables) return [tooComplex('variables', variables)];
    const size = sizeOf(definition.selectionSet, fragments, known);
    size.directives += definition.directives?.length ?? 0;
    const measured = definition.kind === Kind.OPERATION_DEFINITION ? OF_OPERATIONS : OF_FRAGMENTS;
    const exceeded = measured.filter(name => size[name] > limits[name]);
    if (exceeded.length > 0) return exceeded.map(name => tooComplex(name, size[name]));
    const repeats = known.circle ? 0 : mostRepeats(definition.selectionSet, fragments);
    if (repeats > limits.repeats) return [tooComplex('repeats', repeats)];
  }
  return known.circle ? [withinItself(known.circle)] : [];
}

/** As graphql-js refuses it, but that looks at every two of its fields first. */
function withinItself(spread: FragmentSpreadNode): GraphQLError {
  return new GraphQLError(`Cannot spread fragment "${spread.name.value}" within itself.`, { nodes: spread });
}

function sizeOf(selectionSet: SelectionSetNode, fragments: Fragments, known: Known): Size {
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
      add(size, sizeOfFragment(selection, fragments, known));
    }
  }
  return size;
}

function sizeOfFragment(spread: FragmentSpreadNode, fragments: Fragments, known: Known): Size {
  const name = spread.name.value;
  const found = known.sizes.get(name);
  if (found === 'being measured') known.circle ??= spread;
  if (found) return found === 'being measured' ? nothing() : found;
  known.sizes.set(name, 'being measured');
  const fragment = fragments.get(name);
  // Validation refuses one that is not there by name.
  const size = fragment ? sizeOf(fragment.selectionSet, fragments, known) : nothing();
  known.sizes.set(name, size);
  return size;
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

/** A place in the answer: how often it is asked for, and the places in it. */
interface Place {
  repeats: number;
  readonly inner: Map<string, Place>;
}

/** How often the place that is asked for most is asked for. It looks at each selection wherever its fragment is spread, of which there are no more than may be. */
function mostRepeats(selectionSet: SelectionSetNode, fragments: Fragments): number {
  let most = 0;
  const walk = ({ selections }: SelectionSetNode, places: Map<string, Place>): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const place = places.get(name) ?? { repeats: 0, inner: new Map() };
        places.set(name, place);
        most = Math.max(most, ++place.repeats);
        if (selection.selectionSet) walk(selection.selectionSet, place.inner);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, places);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) walk(fragment.selectionSet, places);
      }
    }
  };
  walk(selectionSet, new Map());
  return most;
}

import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Selected } from '../database/table.js';

/** On a field with a resolver: the properties of its row that the resolver looks at. Without it, it may look at any. */
export const READS = 'reads';

/** What of each row a connection's client selected. `everything`: a resolver may look at any of it. `nothing`: no row is asked for. */
export type SelectedOfNodes = Selected | 'everything' | 'nothing';

/** Found once for each field of a document; it goes when the document goes. */
const known = new WeakMap<FieldNode, SelectedOfNodes>();

export function selectedOfNodes(info: GraphQLResolveInfo): SelectedOfNodes {
  const [node, ...more] = info.fieldNodes;
  // A field that is written twice is merged; which of them count may depend on variables.
  if (!node || more.length > 0) return 'everything';
  const selected = known.get(node) ?? new Selection(info).ofConnection(node);
  known.set(node, selected);
  return selected;
}

class Selection {
  readonly #properties = new Set<string>();
  #rows = false;
  #everything = false;

  constructor(private readonly info: GraphQLResolveInfo) {}

  ofConnection({ selectionSet }: FieldNode): SelectedOfNodes {
    this.#walk(selectionSet, getNamedType(this.info.returnType).name, (type, { name, selectionSet }) => {
      this.#rows ||= name.value === 'nodes' || name.value === 'edges' || name.value === 'pageInfo';
      if (name.value === 'nodes') this.#ofRow(selectionSet, typeOf(type, 'nodes'));
      if (name.value !== 'edges') return;
      this.#walk(selectionSet, typeOf(type, 'edges'), (edge, field) => {
        if (field.name.value === 'node') this.#ofRow(field.selectionSet, typeOf(edge, 'node'));
      });
    });
    if (!this.#rows) return 'nothing';
    return this.#everything ? 'everything' : this.#properties;
  }

  #ofRow(selectionSet: SelectionSetNode | undefined, typeName: string): void {
    this.#walk(selectionSet, typeName, (type, { name }) => {
      const field = type.getFields()[name.value];
      if (!field) return;
      const reads = field.resolve ? (field.extensions[READS] as readonly string[] | undefined) : [field.name];
      if (!reads) this.#everything = true;
      for (const property of reads ?? []) this.#properties.add(property);
    });
  }

  #walk(selectionSet: SelectionSetNode | undefined, typeName: string, visit: (type: GraphQLObjectType, field: FieldNode) => void): void {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const type = this.info.schema.getType(typeName);
        if (isObjectType(type)) visit(type, selection);
        else this.#everything = true;
      } else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.info.fragments[selection.name.value];
        this.#walk(fragment?.selectionSet, fragment?.typeCondition?.name.value ?? typeName, visit);
      }
    }
  }
}

function typeOf(type: GraphQLObjectType, fieldName: string): string {
  const field = type.getFields()[fieldName];
  return field ? getNamedType(field.type).name : '';
}

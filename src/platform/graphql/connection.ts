import { type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { ArgsType, type ClassType, Extensions, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import type { Page, PageArguments, PageRows } from '../database/page.js';
import { selectedOfNodes } from './selected.js';

@ObjectType({ simpleResolvers: true, description: 'How to go on from a page.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow: ask for them with `after: endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether some came before.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Of the first on this page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the last on this page.' })
  endCursor!: string | null;
}

export const DEFAULT_PAGE_SIZE = 50;
export const MOST_ON_A_PAGE = 100;
const CONNECTION = 'connection';

/** The arguments of a list whose pages hold at most `most`: how many, and after which. */
export function pageArgs(most: number) {
  @ArgsType()
  class PageArguments_ implements PageArguments {
    @Field(() => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: `How many: 1 to ${most}.` })
    first!: number;

    @Field(() => String, { nullable: true, description: 'The cursor to go on from.' })
    after?: string | null;
  }
  return PageArguments_;
}

@ArgsType()
export class PageArgs extends pageArgs(MOST_ON_A_PAGE) {}

type NamedClass<T extends object> = ClassType<T> | (abstract new (...args: never[]) => T);

/** Builds the types `<Name>Connection` and `<Name>Edge` for a page of things, and what resolves them. */
export function connectionOf<T extends object>(name: string, node: () => NamedClass<T>) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `A ${name} and its place in the list.` })
  class Edge {
    @Field(() => String, { description: 'Its place: `after` takes it.' })
    cursor!: string;

    @Field(() => node() as ClassType<T>, { description: 'The thing itself.' })
    node!: T;
  }
  @Extensions({ [CONNECTION]: true })
  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name}s.` })
  class Connection {
    @Field(() => [node() as ClassType<T>], { description: 'What is on this page.' })
    nodes!: T[];

    @Field(() => [Edge], { description: 'What is on this page, each with its cursor.' })
    edges!: Edge[];

    @Field(() => PageInfo, { description: 'How to go on.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many the whole list has. Counted only when asked for.' })
    totalCount!: number;
  }
  @Resolver(() => Connection)
  class ConnectionResolver {
    @FieldResolver(() => [Edge])
    edges(@Root() page: PageRows<T>): Edge[] {
      return page.nodes.map(node => ({ cursor: page.cursorOf(node), node }));
    }

    @FieldResolver(() => PageInfo)
    pageInfo(@Root() page: PageRows<T>): PageInfo {
      const [first] = page.nodes;
      const last = page.nodes.at(-1);
      return {
        hasNextPage: page.hasNextPage,
        hasPreviousPage: page.hasPreviousPage,
        startCursor: first ? page.cursorOf(first) : null,
        endCursor: last ? page.cursorOf(last) : null,
      };
    }

    @FieldResolver(() => Int)
    totalCount(@Root() { totalCount }: Pick<Page<T>, 'totalCount'>): Promise<number> {
      return totalCount();
    }
  }
  return { type: Connection, resolver: new ConnectionResolver() };
}

/** Reads the page that a field answers: only what its client selected of each row, and nothing where only the count is asked for. */
export function readConnections(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve || !getNamedType(field.type).extensions[CONNECTION]) continue;
      field.resolve = async (source, args, context, info) => {
        const page = (await resolve(source, args, context, info)) as Page<object>;
        const selected = selectedOfNodes(info);
        const rows = selected === 'nothing' ? NOTHING : await page.read(selected === 'everything' ? undefined : selected);
        return { ...rows, totalCount: () => page.totalCount() };
      };
    }
  }
}

const NOTHING: PageRows<object> = { nodes: [], hasNextPage: false, hasPreviousPage: false, cursorOf: () => '' };

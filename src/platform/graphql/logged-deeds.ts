import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { RequestError } from '../errors/request-error.js';
import type { Context } from './context.js';
import type { Payload } from './payload.js';

const LOGGED = 'logged';

/** Each time it is done or refused is worth a line in the log: who gets in, and who does not. */
export function Logged(): MethodDecorator {
  return Extensions({ [LOGGED]: true }) as MethodDecorator;
}

/** A deed that was done or refused. Who it was is null for whoever is nobody, or not let in. */
export interface LoggedDeed {
  readonly deed: string;
  readonly requestId: string;
  readonly userId: string | null;
  readonly address: string;
  /** The codes of why it was refused. */
  readonly refused: readonly string[];
  readonly dryRun: boolean;
}

/** Tells of every mutation that is marked as `@Logged`, once it is over. What was sent is not told: it may be a password. */
export function logDeeds(schema: GraphQLSchema, log: (deed: LoggedDeed) => void): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    if (field.extensions[LOGGED] !== true) continue;
    const resolve = field.resolve as GraphQLFieldResolver<unknown, Context>;
    const tell = ({ actor, caller, dryRun }: Context, refused: readonly string[]) =>
      log({ deed: field.name, requestId: caller.requestId, userId: actor?.id ?? null, address: caller.address, refused, dryRun });
    field.resolve = async (source, args, context: Context, info) => {
      try {
        const payload = (await resolve(source, args, context, info)) as Payload;
        tell(context, payload.errors?.map(it => it.code) ?? []);
        return payload;
      } catch (error) {
        tell(context, [error instanceof RequestError ? String(error.extensions['code']) : 'INTERNAL_SERVER_ERROR']);
        throw error;
      }
    };
  }
}

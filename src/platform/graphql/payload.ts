import { type GraphQLFieldResolver, type GraphQLSchema, getNullableType, isInputObjectType } from 'graphql';
import { Field, ObjectType } from 'type-graphql';
import { Refused, UserError } from '../errors/user-error.js';
import type { Context } from './context.js';
import { Id } from './scalars.js';

/** What every mutation answers: the thing when it was done, the reasons when it was not. */
@ObjectType({ simpleResolvers: true })
export abstract class Payload {
  @Field(() => [UserError], { description: 'Why it was refused, every reason at once. Empty when it was done.' })
  errors?: UserError[];
}

/** A payload for a deed that leaves nothing to show. */
@ObjectType({ simpleResolvers: true, description: 'The answer to a deed that leaves nothing to show.' })
export class DonePayload extends Payload {}

@ObjectType({ simpleResolvers: true, description: 'The answer to a deletion.' })
export class DeletePayload extends Payload {
  @Field(() => Id, { nullable: true, description: 'The id of what is gone.' })
  deletedId?: string;
}

/** Makes every mutation answer what was refused as data. A refusal's path starts at the argument that holds the field it names. */
export function answerRefusals(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve as GraphQLFieldResolver<unknown, Context>;
    const input = field.args.find(arg => isInputObjectType(getNullableType(arg.type)));
    const alone = new Set(field.args.filter(arg => arg !== input).map(arg => arg.name));
    field.resolve = async (source, args, context: Context, info) => {
      // The mutation before it in this operation has been answered by now.
      context.forgetRows();
      try {
        return { errors: [], ...((await resolve(source, args, context, info)) as object) };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return { errors: error.errors.map(it => (input && it.path[0] && !alone.has(it.path[0]) ? it.at([input.name, ...it.path]) : it)) };
      }
    };
  }
}

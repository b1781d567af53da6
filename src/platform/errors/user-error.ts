import { Field, InterfaceType, ObjectType } from 'type-graphql';
import { ErrorCode } from './error-code.js';

/** Something that a client can expect to go wrong and act on. It is an answer, not an exception. */
@InterfaceType('UserError', {
  description: 'Why a mutation was refused, as data that a client can act on.',
  resolveType: (error: UserError) => error.typeName,
})
export abstract class UserError {
  @Field(() => ErrorCode, { description: 'Stable; decide by this one.' })
  readonly code: ErrorCode;

  @Field(() => String, { description: 'For people, in English.' })
  readonly message: string;

  @Field(() => [String], { description: 'Where in the arguments, such as `["input", "startsAt"]`; empty when it is about the whole.' })
  readonly path: readonly string[];

  constructor(code: ErrorCode, message: string, path: readonly string[] = []) {
    this.code = code;
    this.message = message;
    this.path = path;
  }

  abstract get typeName(): string;
  abstract at(path: readonly string[]): UserError;
}

@ObjectType({ implements: UserError, simpleResolvers: true, description: 'A refusal that needs no more than its code, message and path.' })
export class Problem extends UserError {
  get typeName(): string {
    return 'Problem';
  }

  at(path: readonly string[]): Problem {
    return new Problem(this.code, this.message, path);
  }
}

/** Thrown by services and by the unit of work; the mutation answers with its errors and nothing was written. */
export class Refused extends Error {
  constructor(readonly errors: readonly UserError[]) {
    // It is an answer: nobody looks where it was made, and finding out takes as long as some statements.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(errors.map(error => error.code).join(', '));
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Refused';
  }
}

export function refuse(code: ErrorCode, message: string, ...path: string[]): never {
  throw new Refused([new Problem(code, message, path)]);
}

export function refuseIfAny(errors: readonly UserError[]): void {
  if (errors.length > 0) throw new Refused(errors);
}

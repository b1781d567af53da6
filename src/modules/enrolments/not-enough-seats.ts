import { Field, Int, ObjectType } from 'type-graphql';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { UserError } from '../../platform/errors/user-error.js';

@ObjectType({ implements: UserError, simpleResolvers: true, description: 'More seats are wanted than are left.' })
export class NotEnoughSeats extends UserError {
  @Field(() => Int, { description: 'How many can be taken. While anyone waits, none can.' })
  readonly seatsLeft: number;

  @Field(() => Int, { description: 'How many are wanted.' })
  readonly seatsWanted: number;

  constructor(seatsLeft: number, seatsWanted: number, path: readonly string[] = ['id']) {
    super(ErrorCode.OVER_CAPACITY, `${seatsWanted} seats are wanted, and ${seatsLeft} are left.`, path);
    this.seatsLeft = seatsLeft;
    this.seatsWanted = seatsWanted;
  }

  get typeName(): string {
    return 'NotEnoughSeats';
  }

  at(path: readonly string[]): NotEnoughSeats {
    return new NotEnoughSeats(this.seatsLeft, this.seatsWanted, path);
  }
}

import { Field, ObjectType } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import { Payload } from '../../platform/graphql/payload.js';
import { User } from './user.entity.js';

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of one’s own account.' })
export class AccountPayload extends Payload {
  @Field(() => User, { nullable: true, description: 'The account after the change.' })
  user?: Row<User>;
}

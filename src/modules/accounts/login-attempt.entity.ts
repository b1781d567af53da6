import { Entity, Enum, Index, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Unaudited } from '../../platform/audit/audited.js';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { User } from './user.entity.js';

export enum LoginOutcome {
  LOGGED_IN = 'LOGGED_IN',
  WRONG_PASSWORD = 'WRONG_PASSWORD',
  CODE_NEEDED = 'CODE_NEEDED',
  WRONG_CODE = 'WRONG_CODE',
}

registerEnumType(LoginOutcome, {
  name: 'LoginOutcome',
  description: 'What came of an attempt to log in.',
  valuesConfig: {
    LOGGED_IN: { description: 'It was let in.' },
    WRONG_PASSWORD: { description: 'The password was another one, or the account was closed.' },
    CODE_NEEDED: { description: 'The password was right; there was no code yet.' },
    WRONG_CODE: { description: 'The password was right, and the code wrong, over or used.' },
  },
});

@Entity({ tableName: 'login_attempts' })
@Unaudited('It is a record itself.')
@Index({ properties: ['userId', 'createdAt'] })
@Index({ properties: ['createdAt'] })
@ObjectType({ simpleResolvers: true, description: 'An attempt to log in to one’s account. It is forgotten after 90 days.' })
export class LoginAttempt extends Stored {
  @BelongsTo(() => User, { deleteRule: 'cascade', index: false })
  userId!: string;

  @Enum({ items: () => LoginOutcome })
  @Field(() => LoginOutcome, { description: 'What came of it.' })
  outcome!: LoginOutcome;

  @Property({ length: 45 })
  @Field(() => String, { description: 'The network address that it came from.' })
  address!: string;

  @Property({ length: 300, nullable: true, type: 'string' })
  @Field(() => String, { nullable: true, description: 'What the browser or the app said it is.' })
  userAgent: string | null = null;
}

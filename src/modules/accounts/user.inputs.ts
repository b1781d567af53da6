import { Field, InputType, registerEnumType } from 'type-graphql';
import { Role } from '../../platform/access/permissions.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Id } from '../../platform/graphql/scalars.js';
import { ProfileUpdateInput } from './profile.inputs.js';
import { Priority } from './user.entity.js';

/** What every new account needs, whoever opens it. */
@InputType()
export abstract class NewAccountInput {
  @Field(() => String, { description: '3 to 30 of a-z, 0-9, dot, dash and underscore; unique.' })
  username!: string;

  @Field(() => String, { description: 'Unique.' })
  email!: string;

  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Field(() => String, { description: '8 to 128 characters of any kind beside one’s names, and not a common one.' })
  password!: string;

  @Field(() => Id, { nullable: true, description: 'Where they mostly are.' })
  primarySiteId?: string | null;

  @Field(() => Id, { nullable: true, description: 'The department they belong to.' })
  departmentId?: string | null;
}

@InputType({ description: 'A new account, made by an administrator.' })
export class UserCreateInput extends NewAccountInput {
  @Field(() => Role, { description: 'What they are here.' })
  role!: Role;

  @Field(() => Priority, { defaultValue: Priority.STANDARD, description: 'Their priority.' })
  priority!: Priority;

  @Field(() => [String], { defaultValue: [], description: 'Permissions beside those of the role, such as `site:create`.' })
  authorizations!: string[];
}

@InputType({ description: 'What is to change of a user; what is left out stays.' })
export class UserUpdateInput extends ProfileUpdateInput {
  @Field(() => String, { nullable: true, description: '3 to 30 of a-z, 0-9, dot, dash and underscore; unique.' })
  username?: string;

  @Field(() => String, { nullable: true, description: 'Unique.' })
  email?: string;

  @Field(() => Role, { nullable: true, description: 'What they are here.' })
  role?: Role;

  @Field(() => Priority, { nullable: true, description: 'Their priority.' })
  priority?: Priority;

  @Field(() => [String], { nullable: true, description: 'Permissions beside those of the role; replaces the whole list.' })
  authorizations?: string[];

  @Field(() => Boolean, { nullable: true, description: 'False ends all their log-ins and lets them in no more.' })
  active?: boolean;

  @Field(() => Id, { nullable: true, description: 'Where they mostly are; null for nowhere.' })
  primarySiteId?: string | null;

  @Field(() => Id, { nullable: true, description: 'The department they belong to; null for none.' })
  departmentId?: string | null;
}

@InputType({ description: 'Which users; every condition that is given must hold.' })
export class UserFilter {
  @Field(() => String, { nullable: true, description: 'Part of a first, last or user name, or of an e-mail.' })
  search?: string | null;

  @Field(() => Role, { nullable: true, description: 'With this role.' })
  role?: Role | null;

  @Field(() => String, { nullable: true, description: 'With exactly this e-mail.' })
  email?: string | null;

  @Field(() => Id, { nullable: true, description: 'Mostly at this site.' })
  siteId?: string | null;

  @Field(() => Id, { nullable: true, description: 'Of this department.' })
  departmentId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Who can log in, or who cannot.' })
  active?: boolean | null;
}

export enum UserOrderField {
  NAME = 'NAME',
  EMAIL = 'EMAIL',
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(UserOrderField, {
  name: 'UserOrderField',
  description: 'What users can be ordered by.',
  valuesConfig: {
    NAME: { description: 'Last name, then first name.' },
    EMAIL: { description: 'E-mail.' },
    CREATED_AT: { description: 'When the account was made.' },
  },
});

@InputType({ description: 'How to order users.' })
export class UserOrder {
  @Field(() => UserOrderField, { description: 'By what.' })
  field!: UserOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
}

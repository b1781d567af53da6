import { Field, InputType, registerEnumType } from 'type-graphql';
import { NewAccountInput } from './user.inputs.js';

/** What a visitor may register as; every other role is given by an administrator. */
export enum RegistrationRole {
  EMPLOYEE = 'EMPLOYEE',
  LEARNER = 'LEARNER',
}

registerEnumType(RegistrationRole, {
  name: 'RegistrationRole',
  description: 'What a visitor may register as; an administrator gives every other role.',
  valuesConfig: { EMPLOYEE: { description: 'Works here.' }, LEARNER: { description: 'Takes courses.' } },
});

@InputType({ description: 'A new account.' })
export class RegisterInput extends NewAccountInput {
  @Field(() => RegistrationRole, { defaultValue: RegistrationRole.EMPLOYEE, description: 'Employee or learner.' })
  role!: RegistrationRole;
}

@InputType({ description: 'Who logs in.' })
export class LoginInput {
  @Field(() => String, { description: 'Of the account.' })
  email!: string;

  @Field(() => String, { description: 'Of the account.' })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where there is a second factor (`SECOND_FACTOR_NEEDED`): six digits of the authenticator app, or a recovery code.',
  })
  code?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What an earlier log-in of this device was given: guesses of others do not count for it. Left out by browsers: theirs is in a cookie.',
  })
  deviceToken?: string | null;
}

@InputType({ description: 'Another password for one’s own account.' })
export class PasswordChangeInput {
  @Field(() => String, { description: 'The one that holds until now.' })
  currentPassword!: string;

  @Field(() => String, { description: '8 to 128 characters of any kind beside one’s names, and not a common one.' })
  newPassword!: string;
}

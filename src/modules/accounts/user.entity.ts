import { Check, Entity, Enum, Index, Property, Unique } from '@mikro-orm/decorators/legacy';
import { ArrayMaxSize, IsEmail, IsEnum, IsIn, IsOptional, IsUrl, Matches, MaxLength, MinLength } from 'class-validator';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { type Permission, permissions, Role } from '../../platform/access/permissions.js';
import { nameUnique } from '../../platform/database/constraints.js';
import { BelongsTo, Editable, later } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { Obeys } from '../../platform/database/validation.js';
import { E164, WEB_URL } from '../../platform/formats.js';
import { EmailAddress, LocalDate, PhoneNumber, Url } from '../../platform/graphql/scalars.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import { ageRule } from './profile.rules.js';
import { seeingContactDetails, seeingPrivateFields } from './user.policy.js';

export enum Priority {
  STANDARD = 'STANDARD',
  PRIORITY = 'PRIORITY',
}

registerEnumType(Priority, {
  name: 'Priority',
  description: 'Who comes first where there is not enough for all.',
  valuesConfig: { STANDARD: { description: 'Like most.' }, PRIORITY: { description: 'Before those of standard priority.' } },
});

@Entity({ tableName: 'users' })
@Index({ properties: ['role', 'lastName', 'firstName', 'id'] })
@Check({ name: 'users_phone_form', expression: `substr(phone, 1, 1) = '+'` })
@Check({ name: 'users_birth_date_form', expression: `length(birth_date) = 10` })
@Obeys<User>(ageRule)
@ObjectType({
  simpleResolvers: true,
  description:
    'Someone with an account. Names, photos and places are known to all who are logged in; the rest to themselves and to those who manage or teach them.',
})
export class User extends Editable {
  @Property({ length: 30 })
  @Unique()
  @MinLength(3)
  @MaxLength(30)
  @Matches(/^[a-z0-9][a-z0-9._-]*$/, { message: 'username has letters without accents, digits, dots, dashes and underscores' })
  @Field(() => String, { description: 'Unique, in lower case.' })
  username!: string;

  @Property({ length: 254 })
  @Unique()
  @IsEmail()
  @MaxLength(254)
  @Field(() => EmailAddress, { nullable: true, description: 'Unique, in lower case; they log in with it.' })
  @VisibleTo(seeingContactDetails)
  email!: string;

  @Property({ type: 'boolean', default: false })
  @Field(() => Boolean, { nullable: true, description: 'Whether they have shown that the address is theirs. Nothing depends on it.' })
  @VisibleTo(seeingPrivateFields)
  emailVerified: boolean = false;

  @Property({ type: 'string', length: 254, nullable: true })
  @Field(() => EmailAddress, { nullable: true, description: 'What the address is to become once it is verified.' })
  @VisibleTo(seeingPrivateFields)
  pendingEmail: string | null = null;

  @Property({ length: 100 })
  @MinLength(1)
  @MaxLength(100)
  @Field(() => String, { description: 'Given name.' })
  firstName!: string;

  @Property({ length: 100 })
  @MinLength(1)
  @MaxLength(100)
  @Field(() => String, { description: 'Family name.' })
  lastName!: string;

  @Property({ length: 16, nullable: true, type: 'string' })
  @Unique()
  @IsOptional()
  @Matches(E164, { message: 'phone is written as in E.164, such as +33612345678' })
  @Field(() => PhoneNumber, { nullable: true, description: 'Unique, as in E.164: +33612345678.' })
  @VisibleTo(seeingContactDetails)
  phone: string | null = null;

  @Property({ length: 10, nullable: true, type: 'string' })
  @Field(() => LocalDate, { nullable: true, description: 'When they were born.' })
  @VisibleTo(seeingContactDetails)
  birthDate: string | null = null;

  @Property({ length: 2_000, nullable: true, type: 'string' })
  @IsOptional()
  @IsUrl(WEB_URL)
  @MaxLength(2_000)
  @Field(() => Url, { nullable: true, description: 'A picture of them.' })
  photoUrl: string | null = null;

  /** argon2id in PHC form. No query selects it by accident: it is hidden from rows. */
  @Property({ length: 255, hidden: true })
  passwordHash!: string;

  @Enum({ items: () => Role })
  @IsEnum(Role)
  @Field(() => Role, { nullable: true, description: 'What they are here.' })
  @VisibleTo(seeingPrivateFields)
  role!: Role;

  @Enum({ items: () => Priority })
  @IsEnum(Priority)
  @Field(() => Priority, { nullable: true, description: 'Their priority.' })
  @VisibleTo(seeingPrivateFields)
  priority: Priority = Priority.STANDARD;

  @Property({ type: 'json' })
  @ArrayMaxSize(100)
  @IsIn(Object.keys(permissions), { each: true, message: 'authorizations are names of permissions, such as site:create' })
  @Field(() => [String], { nullable: true, description: 'Permissions granted to them beside those of their role, such as `site:create`.' })
  @VisibleTo(seeingPrivateFields)
  authorizations: Permission[] = [];

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { nullable: true, description: 'Whether they can log in.' })
  @VisibleTo(seeingPrivateFields)
  active: boolean = true;

  /** Since then it is nobody's any more, and will not be anybody's again. */
  @Property({ type: InstantType, nullable: true })
  erasedAt: Instant | null = null;

  @BelongsTo(later('Site'), { nullable: true, deleteRule: 'set null', description: 'Where they mostly are.' })
  primarySiteId: string | null = null;

  @BelongsTo(later('Department'), { nullable: true, deleteRule: 'set null', description: 'The department they belong to.' })
  departmentId: string | null = null;
}

nameUnique('users', ['username'], 'username');
nameUnique('users', ['email'], 'email');
nameUnique('users', ['phone'], 'phone');

import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { PermissionName } from '../graphql/scalars.js';
import { type Permission, Role } from './permissions.js';

export enum AccessBasis {
  ROLE = 'ROLE',
  AUTHORIZATION = 'AUTHORIZATION',
  OWNERSHIP = 'OWNERSHIP',
}

registerEnumType(AccessBasis, {
  name: 'AccessBasis',
  description: 'By what someone may do something.',
  valuesConfig: {
    ROLE: { description: 'Their role has the permission.' },
    AUTHORIZATION: { description: 'The permission was granted to them alone, beside their role.' },
    OWNERSHIP: { description: 'It is their own.' },
  },
});

export enum AccessLack {
  PERMISSION = 'PERMISSION',
  OWNERSHIP = 'OWNERSHIP',
  EXISTENCE = 'EXISTENCE',
}

registerEnumType(AccessLack, {
  name: 'AccessLack',
  description: 'For want of what someone may not do something.',
  valuesConfig: {
    PERMISSION: { description: 'They have not the permission, nor what it takes without.' },
    OWNERSHIP: { description: 'They have not the permission, and would not need it if it were their own.' },
    EXISTENCE: { description: 'There is nothing with this id, or nothing that they may know of.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Whether the viewer may do something, and why.' })
export class AccessExplanation {
  @Field(() => PermissionName, { description: 'What was asked about.' })
  readonly permission!: Permission;

  @Field(() => Boolean, { description: 'Whether the viewer may.' })
  readonly allowed!: boolean;

  @Field(() => AccessBasis, {
    nullable: true,
    description: 'By what they may: of several, the first in the order role, authorization, ownership. Null when they may not.',
  })
  readonly by?: AccessBasis;

  @Field(() => Role, { nullable: true, description: 'The viewer’s role, where it is what allows it.' })
  readonly role?: Role;

  @Field(() => PermissionName, { nullable: true, description: 'The viewer’s authorization, where it is what allows it.' })
  readonly authorization?: Permission;

  @Field(() => AccessLack, { nullable: true, description: 'What is missing. Null when they may.' })
  readonly missing?: AccessLack;

  @Field(() => [Role], { description: 'The roles that have the permission.' })
  readonly roles!: readonly Role[];

  @Field(() => String, { description: 'All of this in words, in English.' })
  readonly message!: string;
}

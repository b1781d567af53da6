import { Entity, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsEmail, IsOptional, IsUrl, Matches, MaxLength, MinLength } from 'class-validator';
import { Field, ObjectType } from 'type-graphql';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { E164, WEB_URL } from '../../platform/formats.js';
import { EmailAddress, PhoneNumber, Url } from '../../platform/graphql/scalars.js';
import { User } from '../accounts/user.entity.js';

@Entity({ tableName: 'organizations' })
@Index({ properties: ['name', 'id'] })
@ObjectType({ simpleResolvers: true, description: 'A school whose learners are taught.' })
export class Organization extends Editable {
  @Property({ length: 200 })
  @MinLength(2)
  @MaxLength(200)
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Property({ length: 254, nullable: true, type: 'string' })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  @Field(() => EmailAddress, { nullable: true, description: 'Where to write to it.' })
  email: string | null = null;

  @Property({ length: 16, nullable: true, type: 'string' })
  @IsOptional()
  @Matches(E164, { message: 'phone is written as in E.164, such as +33612345678' })
  @Field(() => PhoneNumber, { nullable: true, description: 'Where to call it, as in E.164: +33612345678.' })
  phone: string | null = null;

  @Property({ length: 500, nullable: true, type: 'string' })
  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: 'Where it is.' })
  address: string | null = null;

  @Property({ length: 2_000, nullable: true, type: 'string' })
  @IsOptional()
  @IsUrl(WEB_URL)
  @MaxLength(2_000)
  @Field(() => Url, { nullable: true, description: 'A picture of its logo.' })
  logoUrl: string | null = null;

  @BelongsTo(() => User, { description: 'Who made it, and manages it beside those who manage all.' })
  ownerId!: string;
}

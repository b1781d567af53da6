import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { OrderDirection } from '../../platform/graphql/order.js';
import { LocalTime } from '../../platform/graphql/scalars.js';

@InputType({ description: 'A new site.' })
export class SiteCreateInput {
  @Field(() => String, { description: '3 to 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'Where it is.' })
  address!: string;

  @Field(() => String, { description: 'IANA name, such as Europe/Paris.' })
  timeZone!: string;

  @Field(() => LocalTime, { description: 'When it opens, every day: HH:MM.' })
  opensAt!: string;

  @Field(() => LocalTime, { description: 'When it closes, every day: HH:MM, 00:00 for the midnight that ends the day.' })
  closesAt!: string;
}

@InputType({ description: 'What is to change of a site; what is left out stays.' })
export class SiteUpdateInput {
  @Field(() => String, { nullable: true, description: '3 to 200 characters.' })
  name?: string;

  @Field(() => String, { nullable: true, description: 'Where it is.' })
  address?: string;

  @Field(() => String, { nullable: true, description: 'IANA name, such as Europe/Paris.' })
  timeZone?: string;

  @Field(() => LocalTime, { nullable: true, description: 'When it opens, every day: HH:MM.' })
  opensAt?: string;

  @Field(() => LocalTime, { nullable: true, description: 'When it closes, every day: HH:MM, 00:00 for the midnight that ends the day.' })
  closesAt?: string;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}

@InputType({ description: 'Which sites; every condition that is given must hold.' })
export class SiteFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name or the address.' })
  search?: string | null;
}

export enum SiteOrderField {
  NAME = 'NAME',
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(SiteOrderField, {
  name: 'SiteOrderField',
  description: 'What sites can be ordered by.',
  valuesConfig: { NAME: { description: 'Name.' }, CREATED_AT: { description: 'When it was made.' } },
});

@InputType({ description: 'How to order sites.' })
export class SiteOrder {
  @Field(() => SiteOrderField, { description: 'By what.' })
  field!: SiteOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
}

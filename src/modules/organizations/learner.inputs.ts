import { ArgsType, Field, InputType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../platform/graphql/connection.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Id } from '../../platform/graphql/scalars.js';

@InputType({ description: 'A learner’s account, which they are to take over. No more than an e-mail is needed.' })
export class LearnerInviteInput {
  @Field(() => String, { description: 'Unique; the invitation is mailed to it.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'Given name; with the family name, or neither. Without, they say it themselves.' })
  firstName?: string;

  @Field(() => String, { nullable: true, description: 'Family name.' })
  lastName?: string;

  @Field(() => String, { nullable: true, description: 'Unique, as in E.164: +33612345678.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD, 16 to 100 years ago.' })
  birthDate?: string | null;

  @Field(() => Id, { nullable: true, description: 'A class to put them into.' })
  classGroupId?: string | null;
}

@InputType({ description: 'Which learners; every condition that is given must hold.' })
export class LearnerFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name or of the telephone number; by number only those are found whose number the viewer may see.',
  })
  search?: string | null;

  @Field(() => Id, { nullable: true, description: 'In this class.' })
  classGroupId?: string | null;

  @Field(() => Id, { nullable: true, description: 'In a class of this organization.' })
  organizationId?: string | null;
}

export enum LearnerOrderField {
  NAME = 'NAME',
  AVERAGE = 'AVERAGE',
}

registerEnumType(LearnerOrderField, {
  name: 'LearnerOrderField',
  description: 'What learners can be ordered by.',
  valuesConfig: {
    NAME: { description: 'Last name, then first name.' },
    AVERAGE: {
      description:
        'Average of the grades that the viewer may see, in a class of those of its exams; then name. Who has none comes last in either direction.',
    },
  },
});

@InputType({ description: 'How to order learners.' })
export class LearnerOrder {
  @Field(() => LearnerOrderField, { description: 'By what.' })
  field!: LearnerOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'Which way.' })
  direction!: OrderDirection;
}

/** The arguments of a list of learners, wherever it stands. */
@ArgsType()
export class LearnerListArgs extends PageArgs {
  @Field(() => LearnerOrder, { nullable: true, description: 'By name unless said otherwise.' })
  orderBy?: LearnerOrder | null;
}

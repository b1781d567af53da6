import { Entity, Enum, Index, Property } from '@mikro-orm/decorators/legacy';
import { IsOptional, MaxLength } from 'class-validator';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { Obeys } from '../../platform/database/validation.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { windowRules } from './availability-window.rules.js';
import { Resource } from './resource.entity.js';

export enum WindowKind {
  NORMAL = 'NORMAL',
  MAINTENANCE = 'MAINTENANCE',
  SPECIAL_EVENT = 'SPECIAL_EVENT',
}

registerEnumType(WindowKind, {
  name: 'AvailabilityWindowKind',
  description: 'What a window does to its resource.',
  valuesConfig: {
    NORMAL: { description: 'A resource that has any can be reserved only inside them.' },
    MAINTENANCE: { description: 'It cannot be reserved: it is being looked after.' },
    SPECIAL_EVENT: { description: 'It cannot be reserved: something special happens.' },
  },
});

export enum WindowRecurrence {
  ONCE = 'ONCE',
  DAILY = 'DAILY',
  WEEKLY = 'WEEKLY',
}

registerEnumType(WindowRecurrence, {
  name: 'Recurrence',
  description: 'How often something comes again, at the same time of the site’s clock.',
  valuesConfig: {
    ONCE: { description: 'Never.' },
    DAILY: { description: 'Every day from the first on.' },
    WEEKLY: { description: 'Every seven days from the first on.' },
  },
});

@Entity({ tableName: 'availability_windows' })
@Index({ properties: ['resourceId', 'startsAt'] })
@Obeys<AvailabilityWindow>(windowRules)
@ObjectType({ simpleResolvers: true, description: 'A time in which a resource can, or cannot, be reserved.' })
export class AvailabilityWindow extends Editable {
  @BelongsTo(() => Resource, { description: 'Whose window it is.', deleteRule: 'cascade', index: false })
  resourceId!: string;

  @Enum({ items: () => WindowKind })
  @Field(() => WindowKind, { description: 'What it does.' })
  kind!: WindowKind;

  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When it first begins.' })
  startsAt!: Instant;

  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When it first ends.' })
  endsAt!: Instant;

  @Property({ length: 500, nullable: true, type: 'string' })
  @IsOptional()
  @MaxLength(500)
  @Field(() => String, { nullable: true, description: 'Why.' })
  reason: string | null = null;

  @Enum({ items: () => WindowRecurrence })
  @Field(() => WindowRecurrence, { description: 'How often it comes again.' })
  recurrence: WindowRecurrence = WindowRecurrence.ONCE;
}

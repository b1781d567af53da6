import { Check, Entity, Enum, Property, Unique } from '@mikro-orm/decorators/legacy';
import { IsEnum, IsUrl, MaxLength, MinLength } from 'class-validator';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { WEB_URL } from '../../platform/formats.js';
import { Url } from '../../platform/graphql/scalars.js';
import { Course } from './course.entity.js';

export enum MaterialKind {
  DOCUMENT = 'DOCUMENT',
  VIDEO = 'VIDEO',
  LINK = 'LINK',
}

registerEnumType(MaterialKind, {
  name: 'MaterialKind',
  description: 'What a material is.',
  valuesConfig: {
    DOCUMENT: { description: 'Something to read.' },
    VIDEO: { description: 'Something to watch.' },
    LINK: { description: 'Any other page.' },
  },
});

@Entity({ tableName: 'materials' })
@Unique({ properties: ['courseId', 'position'] })
@Check({ name: 'materials_in_order', expression: 'position >= 1' })
@ObjectType({ simpleResolvers: true, description: 'Something to learn from, in its place among those of its course.' })
export class Material extends Editable {
  @BelongsTo(() => Course, { description: 'The course it belongs to.', deleteRule: 'cascade', index: false })
  courseId!: string;

  @Enum({ items: () => MaterialKind })
  @IsEnum(MaterialKind)
  @Field(() => MaterialKind, { description: 'What it is.' })
  kind!: MaterialKind;

  @Property({ length: 200 })
  @MinLength(1)
  @MaxLength(200)
  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Property({ length: 2_000 })
  @IsUrl(WEB_URL)
  @MaxLength(2_000)
  @Field(() => Url, { description: 'Where it is.' })
  url!: string;

  @Property({ type: 'integer' })
  @Field(() => Int, { description: 'Its place: 1 is the first, and no place is empty.' })
  position!: number;
}

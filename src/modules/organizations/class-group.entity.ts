import { Entity, Property, Unique } from '@mikro-orm/decorators/legacy';
import { MaxLength, MinLength } from 'class-validator';
import { Field, ObjectType } from 'type-graphql';
import { nameUnique } from '../../platform/database/constraints.js';
import { BelongsTo, Editable } from '../../platform/database/entity.js';
import { Organization } from './organization.entity.js';

@Entity({ tableName: 'class_groups' })
@Unique({ properties: ['organizationId', 'name'] })
@ObjectType({ simpleResolvers: true, description: 'A class: learners of an organization who are taught together.' })
export class ClassGroup extends Editable {
  @BelongsTo(() => Organization, { description: 'Whose class it is.', index: false })
  organizationId!: string;

  @Property({ length: 200 })
  @MinLength(1)
  @MaxLength(200)
  @Field(() => String, { description: 'What it is called; unique in its organization.' })
  name!: string;
}

nameUnique('class_groups', ['organization_id', 'name'], 'name');

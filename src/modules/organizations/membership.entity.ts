import { Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { User } from '../accounts/user.entity.js';
import { ClassGroup } from './class-group.entity.js';

@Entity({ tableName: 'memberships' })
@Unique({ properties: ['classGroupId', 'learnerId'] })
@ObjectType({ simpleResolvers: true, description: 'A learner in a class. A learner may be in several.' })
export class Membership extends Stored {
  @BelongsTo(() => ClassGroup, { description: 'The class.', index: false })
  classGroupId!: string;

  @BelongsTo(() => User, { description: 'The learner.' })
  learnerId!: string;
}

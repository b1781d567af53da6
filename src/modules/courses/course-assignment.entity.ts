import { Check, Entity, Unique } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { User } from '../accounts/user.entity.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { Course } from './course.entity.js';

@Entity({ tableName: 'course_assignments' })
@Unique({ properties: ['courseId', 'classGroupId'] })
@Unique({ properties: ['courseId', 'learnerId'] })
@Check({ name: 'course_assignments_to_one', expression: '(class_group_id is null) <> (learner_id is null)' })
@ObjectType({ simpleResolvers: true, description: 'A course that was given to a class, or to a single learner.' })
export class CourseAssignment extends Stored {
  @BelongsTo(() => Course, { description: 'The course.', index: false })
  courseId!: string;

  @BelongsTo(() => ClassGroup, { nullable: true, description: 'The class; null where it was given to a learner.' })
  classGroupId: string | null = null;

  @BelongsTo(() => User, { nullable: true, description: 'The learner; null where it was given to a class.' })
  learnerId: string | null = null;
}

import { Field, InputType, Int } from 'type-graphql';
import { Id } from '../../platform/graphql/scalars.js';

@InputType({ description: 'A new course.' })
export class CourseCreateInput {
  @Field(() => String, { description: '3 to 200 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'What one can do afterwards.' })
  objectives?: string | null;

  @Field(() => Int, { description: 'How long it takes: 1 to 60,000.' })
  durationMinutes!: number;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether everybody sees it.' })
  published!: boolean;

  @Field(() => Id, { nullable: true, description: 'Whose course it is, if not one’s own; for those who manage all courses.' })
  ownerId?: string | null;
}

@InputType({ description: 'What is to change of a course; what is left out stays.' })
export class CourseUpdateInput {
  @Field(() => String, { nullable: true, description: '3 to 200 characters.' })
  title?: string;

  @Field(() => String, { nullable: true, description: 'What it is about; null for nothing said.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'What one can do afterwards; null for nothing said.' })
  objectives?: string | null;

  @Field(() => Int, { nullable: true, description: 'How long it takes: 1 to 60,000.' })
  durationMinutes?: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether everybody sees it.' })
  published?: boolean;

  @Field(() => Int, { nullable: true, description: 'The version that the change was made from; a stale one is refused.' })
  version?: number;
}

@InputType({ description: 'Which courses, of those that the viewer may see; every condition that is given must hold.' })
export class CourseFilter {
  @Field(() => String, { nullable: true, description: 'Part of the title or the description.' })
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True for those that the viewer takes or owns, false for the others.' })
  mine?: boolean | null;

  @Field(() => Id, { nullable: true, description: 'Owned by this user.' })
  trainerId?: string | null;
}

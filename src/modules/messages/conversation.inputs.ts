import { Field, InputType } from 'type-graphql';
import { Id } from '../../platform/graphql/scalars.js';

@InputType({ description: 'A new conversation: with people, with a class or with a session, and just one of these.' })
export class ConversationStartInput {
  @Field(() => [Id], { nullable: true, description: 'Of the people, at most 100. Oneself is in it anyway.' })
  participantIds?: string[] | null;

  @Field(() => Id, { nullable: true, description: 'Of a class: all who are in it now, and its trainers.' })
  classGroupId?: string | null;

  @Field(() => Id, { nullable: true, description: 'Of a session: its trainer and all who are enrolled now.' })
  sessionId?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about: 1 to 200 characters.' })
  subject?: string | null;

  @Field(() => String, { description: 'The first message: 1 to 4,000 characters.' })
  body!: string;
}

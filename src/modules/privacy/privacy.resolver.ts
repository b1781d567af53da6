import { Arg, Args, Ctx, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Page } from '../../platform/database/page.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DonePayload } from '../../platform/graphql/payload.js';
import { NotRemembered } from '../../platform/graphql/remembering.js';
import { Id, JsonObject } from '../../platform/graphql/scalars.js';
import { ProofInput } from '../accounts/proof.inputs.js';
import type { ErasureService } from './erasure.service.js';
import type { ExportService, PersonalRecord } from './export.service.js';

@ObjectType('PersonalRecord', { simpleResolvers: true, description: 'Something that is stored about a person.' })
class PersonalRecordView {
  @Field(() => String, { description: 'What it is of, such as `reservations`.' })
  kind!: string;

  @Field(() => JsonObject, { description: 'What it says.' })
  fields!: Readonly<Record<string, unknown>>;
}

export const PersonalRecordConnection = connectionOf('PersonalRecord', () => PersonalRecordView);

@Resolver()
export class PrivacyResolver {
  constructor(
    private readonly erasures: ErasureService,
    private readonly exports: ExportService,
  ) {}

  @Access('account:read')
  @Query(() => PersonalRecordConnection.type, {
    description:
      'Everything that is stored about oneself but hashes and secrets, and under `changes` what became of it, whoever did that, with the ' +
      'values before; 120 pages in ten minutes.',
  })
  accountExport(@Viewer() actor: Actor, @Args(() => PageArgs) page: PageArgs): Promise<Page<PersonalRecord>> {
    return this.exports.export(actor, 'account:read', actor.id, page);
  }

  @Access('user:export')
  @Query(() => PersonalRecordConnection.type, { description: 'The same of somebody who asked for it otherwise.' })
  userExport(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the user.' }) id: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<PersonalRecord>> {
    return this.exports.export(actor, 'user:export', id, page);
  }

  @Access('account:update')
  @NotRemembered()
  @Mutation(() => DonePayload, {
    description: 'Erases oneself: everything personal goes, at once and for good. Reservations stay, without a name.',
  })
  async accountErase(
    @Viewer() actor: Actor,
    @Arg('input', () => ProofInput) input: ProofInput,
    @Ctx() { cookies }: Context,
  ): Promise<DonePayload> {
    await this.erasures.eraseOwn(actor, input);
    cookies.clear();
    return {};
  }

  @Access('user:erase')
  @Mutation(() => DonePayload, {
    description: 'Erases a user: everything personal goes, at once and for good. Reservations stay, without a name.',
  })
  async userErase(@Viewer() actor: Actor, @Arg('id', () => Id, { description: 'Of the user.' }) id: string): Promise<DonePayload> {
    await this.erasures.erase(actor, id);
    return {};
  }
}

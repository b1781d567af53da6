import { Arg, Ctx, Field, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Instant } from '../../platform/database/instant.js';
import { Access } from '../../platform/graphql/access.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DonePayload, Payload } from '../../platform/graphql/payload.js';
import { NotRemembered } from '../../platform/graphql/remembering.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';
import { ProofInput } from './proof.inputs.js';
import { type Protection, readProtection, type SecondFactorService } from './second-factor.service.js';

@ObjectType('SecondFactor', { simpleResolvers: true, description: 'An authenticator app (TOTP, RFC 6238) beside one’s password.' })
class SecondFactorView {
  @Field(() => DateTime, { nullable: true, description: 'Since when log-ins need a code; null while they do not.' })
  enabledAt!: Instant | null;

  @Field(() => Int, { description: 'How many recovery codes are not used yet.' })
  recoveryCodesLeft!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What an authenticator app needs to know.' })
class TotpSetUpPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'The secret in base32, to be typed into the app.' })
  secret?: string;

  @Field(() => String, { nullable: true, description: 'The same as `otpauth://totp/…`, to be shown as a QR code.' })
  uri?: string;
}

@ObjectType({ simpleResolvers: true, description: 'Ways in for whoever loses their telephone.' })
class RecoveryCodesPayload extends Payload {
  @Field(() => [String], { nullable: true, description: 'Ten, each good once in place of a code. They are shown this once.' })
  recoveryCodes?: string[];
}

@Resolver()
export class SecondFactorResolver {
  constructor(private readonly secondFactors: SecondFactorService) {}

  @Access('account:read')
  @Query(() => SecondFactorView, { description: 'What one’s own account is protected by beside the password.' })
  secondFactor(@Viewer() actor: Actor, @Ctx() { source }: Context): Promise<Protection> {
    return readProtection(source, actor);
  }

  @Access('account:update')
  @NotRemembered()
  @Mutation(() => TotpSetUpPayload, { description: 'Begins to protect one’s account by an authenticator app; `totpEnable` ends it.' })
  totpSetUp(@Viewer() actor: Actor, @Arg('input', () => ProofInput) input: ProofInput): Promise<TotpSetUpPayload> {
    return this.secondFactors.setUp(actor, input);
  }

  @Access('account:update')
  @NotRemembered()
  @Mutation(() => RecoveryCodesPayload, { description: 'From now on log-ins need a code. One’s other log-ins end.' })
  async totpEnable(
    @Viewer() actor: Actor,
    @Arg('code', () => String, { description: 'Of the app.' }) code: string,
  ): Promise<RecoveryCodesPayload> {
    return { recoveryCodes: await this.secondFactors.enable(actor, code) };
  }

  @Access('account:update')
  @NotRemembered()
  @Mutation(() => DonePayload, { description: 'From now on the password alone lets in. One’s other log-ins end.' })
  async totpDisable(@Viewer() actor: Actor, @Arg('input', () => ProofInput) input: ProofInput): Promise<DonePayload> {
    await this.secondFactors.disable(actor, input);
    return {};
  }

  @Access('account:update')
  @NotRemembered()
  @Mutation(() => RecoveryCodesPayload, { description: 'Ten new recovery codes in place of those that one had.' })
  async recoveryCodesRenew(@Viewer() actor: Actor, @Arg('input', () => ProofInput) input: ProofInput): Promise<RecoveryCodesPayload> {
    return { recoveryCodes: await this.secondFactors.renewCodes(actor, input) };
  }

  @Access('user:update')
  @Mutation(() => DonePayload, {
    description:
      'Takes the second factor away from a user who lost telephone and recovery codes. Make sure who they are. Their log-ins end.',
  })
  async userTotpDisable(@Viewer() actor: Actor, @Arg('id', () => Id, { description: 'Of the user.' }) id: string): Promise<DonePayload> {
    await this.secondFactors.takeAway(actor, id);
    return {};
  }
}

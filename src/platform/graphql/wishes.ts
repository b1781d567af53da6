import { RequestError } from '../errors/request-error.js';
import { LONGEST_KEY } from '../once/remembered-answer.entity.js';

/** What a request says beside its operation. */
export interface RequestExtras {
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
  /** The header `Idempotency-Key`. */
  readonly keyHeader?: string | null | undefined;
}

/** How a mutation is to be carried out. */
export interface Wishes {
  readonly dryRun: boolean;
  readonly key: string | undefined;
}

const KEY = new RegExp(`^[A-Za-z0-9._:~+/=@-]{1,${LONGEST_KEY}}$`);

/** Throws where a wish is unclear: what was meant as a trial must not be carried out. The key of a trial is not looked at. */
export function wishesOf({ extensions, keyHeader }: RequestExtras): Wishes {
  const { dryRun = false, idempotencyKey } = extensions ?? {};
  const misspelled = Object.keys(extensions ?? {}).find(name => isMeantFor('dryRun', name) || isMeantFor('idempotencyKey', name));
  if (typeof dryRun !== 'boolean') throw new RequestError('DRY_RUN_INVALID', 'extensions.dryRun must be true or false.');
  if (misspelled && isMeantFor('dryRun', misspelled)) throw new RequestError('DRY_RUN_INVALID', 'It is written extensions.dryRun.');
  if (dryRun) return { dryRun, key: undefined };
  if (misspelled) throw new RequestError('IDEMPOTENCY_KEY_INVALID', 'It is written extensions.idempotencyKey.');
  const given = [unquoted(keyHeader ?? undefined), idempotencyKey].filter(it => it !== undefined);
  if (!given.every(it => typeof it === 'string' && KEY.test(it))) {
    throw new RequestError('IDEMPOTENCY_KEY_INVALID', `An idempotency key is 1 to ${LONGEST_KEY} letters, digits or any of ._:~+/=@-`);
  }
  const [key, other = key] = given as string[];
  if (key !== other) throw new RequestError('IDEMPOTENCY_KEY_INVALID', 'The header and the extension name two different idempotency keys.');
  return { dryRun, key };
}

/** `dryrun` or `dry_run`, where `dryRun` is meant. */
function isMeantFor(name: string, given: string): boolean {
  return given !== name && given.toLowerCase().replace(/[^a-z]/g, '') === name.toLowerCase();
}

/** As the draft of the header's standard has it, the value is a string in quotes; most clients leave them out. */
function unquoted(header: string | undefined): string | undefined {
  return header?.match(/^"(.*)"$/s)?.[1] ?? header;
}

import { concerns, othersAllow } from '../access/other-rows.js';
import { allows, type Owned, type Policy } from '../access/policy.js';
import type { Context } from './context.js';
import type { Sees } from './visibility.js';

/** Asks a policy for whoever is asking: it answers at once where they and the row tell, else after a look at other rows. */
export function permitting<Owner extends string>(
  policy: Policy<Owner>,
): (context: Context, row: Owned<Owner> & { readonly id: string }) => boolean | Promise<boolean> {
  const sees: Sees<unknown> = (actor, row) => allows(policy, actor, row as Owned<Owner>);
  const isConcerned: Sees<unknown> = actor => concerns(policy, actor);
  return (context, row) => {
    if (context.sees(sees, row)) return true;
    if (policy.also === undefined || !context.sees(isConcerned, row)) return false;
    const { actor, loaders } = context;
    return actor !== null && othersAllow(policy, actor, row, loaders);
  };
}

import { type Actor, may } from '../../platform/access/actor.js';

type Deed = 'organization:update' | 'organization:delete' | 'classGroup:create' | 'classGroup:update' | 'classGroup:delete';

/** An organization and its classes are managed by those who manage all, and by who made it, for as long as they may make any. */
export function manages(actor: Actor, { ownerId }: { readonly ownerId: string }, deed: Deed): boolean {
  return may(actor, deed) || (actor.id === ownerId && may(actor, 'organization:create'));
}

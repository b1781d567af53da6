import { type Actor, may } from '../../platform/access/actor.js';

/** A budget is for those who may change it. */
export function seesBudget(actor: Actor): boolean {
  return may(actor, 'department:update');
}

import { type Actor, may } from '../../platform/access/actor.js';

/** Who is in which class is for those who teach and look after learners, not for the learners among each other. */
export function seesLearners(actor: Actor): boolean {
  return may(actor, 'learner:read');
}

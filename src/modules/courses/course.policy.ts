import { type Actor, may } from '../../platform/access/actor.js';

type Deed = 'course:update' | 'course:assign' | 'course:delete';

/** A course is managed by those who manage all, and by its owner, for as long as they may have any. */
export function manages(actor: Actor, { ownerId }: { readonly ownerId: string }, deed: Deed): boolean {
  return may(actor, deed) || (actor.id === ownerId && may(actor, 'course:create'));
}

/** Its materials and who takes it; those who take it see its materials, too. */
export function seesInside(actor: Actor, course: { readonly ownerId: string }): boolean {
  return manages(actor, course, 'course:update');
}

/** That there is such a course, whoever takes it. */
export function seesCourse(actor: Actor, course: { readonly ownerId: string; readonly published: boolean }): boolean {
  return course.published || seesInside(actor, course);
}

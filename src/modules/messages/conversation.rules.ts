import { Role } from '../../platform/access/permissions.js';

const { ADMIN, MANAGER, STAFF, TRAINER, LEARNER, EMPLOYEE, SALES, SUPPORT } = Role;

interface Reach {
  /** To whom they may write, whoever that is. */
  readonly all: readonly Role[];
  /** To whom they may write where one of both teaches the other. */
  readonly taught: readonly Role[];
}

const anyone: Reach = { all: Object.values(Role), taught: [] };
const allButLearners: Reach = { all: Object.values(Role).filter(role => role !== LEARNER), taught: [] };

/** Who may write to whom. */
const reach: Readonly<Record<Role, Reach>> = {
  [LEARNER]: { all: [STAFF, ADMIN], taught: [TRAINER] },
  [TRAINER]: { all: [STAFF, ADMIN, TRAINER], taught: [LEARNER] },
  [STAFF]: anyone,
  [MANAGER]: anyone,
  [ADMIN]: anyone,
  [EMPLOYEE]: allButLearners,
  [SALES]: allButLearners,
  [SUPPORT]: allButLearners,
};

/** Somebody whom one would write to. */
export interface Correspondent {
  readonly role: Role;
  /** Whether one of both teaches the other. */
  readonly teaching: boolean;
}

/** Whether one of a role may write to somebody. */
export function mayWriteTo(sender: Role, { role, teaching }: Correspondent): boolean {
  const { all, taught } = reach[sender];
  return all.includes(role) || (teaching && taught.includes(role));
}

/**
 * Whether one may go on in a direct conversation with those who are in it. Its starter may for as long as they could start it. Whoever was
 * written to may answer for as long as either of both may write to the other: what a manager asks, a learner may answer; whoever left a
 * trainer's class hears no more of the trainer, nor the trainer of them. Where its starter is gone, one must be allowed to write to all.
 */
export function mayGoOn(sender: Role, others: readonly Correspondent[], starter: Correspondent | undefined): boolean {
  if (!starter) return others.every(it => mayWriteTo(sender, it));
  return mayWriteTo(sender, starter) || mayWriteTo(starter.role, { ...starter, role: sender });
}

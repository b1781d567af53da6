/** Whose deed a unit of work is. Every write states it first, and what it changes is recorded under it. */
export interface Origin {
  /** Nobody, where the server itself acts, or a visitor whom it does not know. */
  readonly actor: { readonly id: string } | null;
  /** What is done, named like the permission for it: `reservation:cancel`. */
  readonly deed: string;
  /** The request that it answers, as the log names it. */
  readonly requestId?: string | undefined;
  /** Why the audit says nothing of what is written: the unit may then write past the entities, too. */
  readonly unrecorded?: string;
}

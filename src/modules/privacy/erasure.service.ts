import { type Actor, authorize } from '../../platform/access/actor.js';
import { deletedWith, redact } from '../../platform/audit/redaction.js';
import { assign } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import type { PersonalTable } from '../../platform/personal/personal-table.js';
import { lockWithAdministrators, refuseWithoutAdministrator } from '../accounts/administrators.js';
import type { Identity, Proof } from '../accounts/identity.js';
import { User } from '../accounts/user.entity.js';
import { ErasedBy, Erasure } from './erasure.entity.js';

/** Erasing people: whatever is personal goes, in one transaction, and what others need stays, as nobody's. It cannot be undone. */
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly identity: Identity,
    /** Everything that modules hold about people. What the audit knows of it goes with it. */
    private readonly tables: readonly PersonalTable[],
  ) {}

  async eraseOwn(actor: Actor, proof: Proof): Promise<void> {
    authorize(actor, 'account:update');
    const eraseOwn = (unit: Unit, user: User, locked: readonly User[]) => this.#erase(unit, user.id, locked, ErasedBy.THEMSELVES);
    await this.identity.asProven(actor, 'account:erase', proof, eraseOwn, lockToErase);
  }

  async erase(actor: Actor, userId: string): Promise<void> {
    authorize(actor, 'user:erase');
    if (userId === actor.id) refuse(ErrorCode.NOT_ALLOWED, 'Erasing your own account takes your password: see accountErase.', 'id');
    await this.database.write({ actor, deed: 'user:erase' }, async unit => {
      const locked = await lockToErase(unit, userId);
      const user = locked.find(it => it.id === userId) ?? refuse(ErrorCode.NOT_FOUND, 'There is no such user.', 'id');
      if (user.erasedAt !== null) refuse(ErrorCode.INVALID_STATUS, 'This account was erased already.', 'id');
      await this.#erase(unit, userId, locked, ErasedBy.ADMINISTRATOR);
    });
  }

  async #erase(unit: Unit, userId: string, locked: readonly User[], erasedBy: ErasedBy): Promise<void> {
    const erased: { table: PersonalTable; ids: readonly string[] }[] = [];
    for (const table of this.tables) erased.push({ table, ids: await table.erase(unit, userId) });
    // Behind all other locks: two erasures at once both want the audit.
    for (const { table, ids } of erased) {
      const { entity, owner } = table;
      const gone = owner === undefined ? [] : await deletedWith(unit, entity, owner, userId);
      await redact(unit, entity, [...new Set([...ids, ...gone])]);
    }
    const counts = Object.fromEntries(erased.map(({ table, ids }) => [table.name, ids.length]));
    refuseWithoutAdministrator(locked);
    unit.em.persist(assign(new Erasure(), { erasedBy, counts }));
  }
}

function lockToErase(unit: Unit, userId: string): Promise<User[]> {
  return lockWithAdministrators(unit, userId, { barred: true });
}

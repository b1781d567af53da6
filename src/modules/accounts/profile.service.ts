import { type Actor, authorize } from '../../platform/access/actor.js';
import { update } from '../../platform/database/changes.js';
import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { lockLiving } from './living.js';
import type { ProfileUpdateInput } from './profile.inputs.js';
import { User } from './user.entity.js';
import { refuseIfTaken } from './user.service.js';

/** What people tell of themselves. */
export class ProfileService {
  constructor(private readonly database: Database) {}

  update(actor: Actor, input: ProfileUpdateInput): Promise<Row<User>> {
    authorize(actor, 'account:update');
    return this.database.write({ actor, deed: 'account:update' }, async unit => {
      const user = update(await lockLiving(unit, actor), input);
      await refuseIfTaken(unit, user);
      await unit.em.flush();
      return user;
    });
  }
}

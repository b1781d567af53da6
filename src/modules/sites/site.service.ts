import { type Actor, authorize } from '../../platform/access/actor.js';
import { assign, update } from '../../platform/database/changes.js';
import { type Database, lockOne } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { refuseIfUsed } from '../../platform/database/uses.js';
import { Site } from './site.entity.js';
import type { SiteCreateInput, SiteUpdateInput } from './site.inputs.js';

/** Places. */
export class SiteService {
  constructor(private readonly database: Database) {}

  create(actor: Actor, input: SiteCreateInput): Promise<Row<Site>> {
    authorize(actor, 'site:create');
    return this.database.write({ actor, deed: 'site:create' }, async unit => {
      const site = assign(new Site(), input);
      unit.em.persist(site);
      await unit.em.flush();
      return site;
    });
  }

  update(actor: Actor, id: string, input: SiteUpdateInput): Promise<Row<Site>> {
    authorize(actor, 'site:update');
    return this.database.write({ actor, deed: 'site:update' }, async unit => {
      const site = update(await lockOne(unit, Site, id), input);
      await unit.em.flush();
      return site;
    });
  }

  delete(actor: Actor, id: string): Promise<string> {
    authorize(actor, 'site:delete');
    return this.database.write({ actor, deed: 'site:delete' }, async unit => {
      await unit.barReferences(Site, [id]);
      const site = await lockOne(unit, Site, id);
      await refuseIfUsed(unit, Site, id);
      unit.em.remove(site);
      await unit.em.flush();
      return id;
    });
  }
}

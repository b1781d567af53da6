import { type Actor, authorize } from '../../platform/access/actor.js';
import { assign, update } from '../../platform/database/changes.js';
import { type Database, holdOne, lockOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { AvailabilityWindow } from './availability-window.entity.js';
import type { AvailabilityWindowCreateInput, AvailabilityWindowUpdateInput } from './availability-window.inputs.js';
import { Resource } from './resource.entity.js';

/** Times in which a resource can, or cannot, be reserved. Each change holds the resource, so that no reservation slips in beside it. */
export class AvailabilityWindowService {
  constructor(private readonly database: Database) {}

  create(actor: Actor, input: AvailabilityWindowCreateInput): Promise<Row<AvailabilityWindow>> {
    authorize(actor, 'availabilityWindow:create');
    return this.database.write({ actor, deed: 'availabilityWindow:create' }, async unit => {
      await holdOne(unit, Resource, input.resourceId, 'resourceId');
      const window = assign(new AvailabilityWindow(), input);
      unit.em.persist(window);
      await unit.em.flush();
      return window;
    });
  }

  update(actor: Actor, id: string, input: AvailabilityWindowUpdateInput): Promise<Row<AvailabilityWindow>> {
    authorize(actor, 'availabilityWindow:update');
    return this.database.write({ actor, deed: 'availabilityWindow:update' }, async unit => {
      const window = await lockWindow(unit, id);
      update(window, input);
      await unit.em.flush();
      return window;
    });
  }

  delete(actor: Actor, id: string): Promise<string> {
    authorize(actor, 'availabilityWindow:delete');
    return this.database.write({ actor, deed: 'availabilityWindow:delete' }, async unit => {
      const window = await lockWindow(unit, id);
      unit.em.remove(window);
      await unit.em.flush();
      return id;
    });
  }
}

/** Holds its resource first, as who deletes that does: the windows go with it. A window stays with its resource, so that is known before. */
async function lockWindow(unit: Unit, id: string): Promise<AvailabilityWindow> {
  const window = await new Loaders(unit).load(AvailabilityWindow, id);
  if (window) await unit.hold(Resource, [window.resourceId]);
  return lockOne(unit, AvailabilityWindow, id);
}

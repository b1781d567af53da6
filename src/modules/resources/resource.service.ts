import { type Actor, authorize } from '../../platform/access/actor.js';
import { assign, update } from '../../platform/database/changes.js';
import { type Database, lockOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { refuseIfUsed } from '../../platform/database/uses.js';
import { Location, Resource } from './resource.entity.js';
import type { ResourceCreateInput, ResourceUpdateInput } from './resource.inputs.js';

/** Throws a refusal when a module that comes later still needs the resource. It runs behind the resource's lock. */
export type DeletionCheck = (unit: Unit, resourceId: string) => Promise<void>;

/** What is shared. */
export class ResourceService {
  /** Later modules add theirs. */
  readonly deletionChecks: DeletionCheck[] = [];

  constructor(private readonly database: Database) {}

  create(actor: Actor, { location, ...given }: ResourceCreateInput): Promise<Row<Resource>> {
    authorize(actor, 'resource:create');
    return this.database.write({ actor, deed: 'resource:create' }, async unit => {
      const resource = assign(new Resource(), given);
      assign(resource.location, location ?? {});
      unit.em.persist(resource);
      await unit.em.flush();
      return resource;
    });
  }

  update(actor: Actor, id: string, { location, ...changes }: ResourceUpdateInput): Promise<Row<Resource>> {
    authorize(actor, 'resource:update');
    return this.database.write({ actor, deed: 'resource:update' }, async unit => {
      const resource = update(await lockOne(unit, Resource, id), changes);
      if (location) resource.location = assign(new Location(), location);
      await unit.em.flush();
      return resource;
    });
  }

  delete(actor: Actor, id: string): Promise<string> {
    authorize(actor, 'resource:delete');
    return this.database.write({ actor, deed: 'resource:delete' }, async unit => {
      await unit.barReferences(Resource, [id]);
      const resource = await lockOne(unit, Resource, id);
      await refuseIfUsed(unit, Resource, id);
      for (const check of this.deletionChecks) await check(unit, id);
      unit.em.remove(resource);
      await unit.em.flush();
      return id;
    });
  }
}

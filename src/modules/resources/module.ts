import type { Database } from '../../platform/database/database.js';
import { AvailabilityWindow } from './availability-window.entity.js';
import { AvailabilityWindowConnection, AvailabilityWindowResolver, ResourceWindowsResolver } from './availability-window.resolver.js';
import { AvailabilityWindowService } from './availability-window.service.js';
import { Resource } from './resource.entity.js';
import { ResourceConnection, ResourceResolver, SiteResourcesResolver } from './resource.resolver.js';
import { ResourceService } from './resource.service.js';

export const resourceEntities = [Resource, AvailabilityWindow];

/** What is shared, and when it can be had at all. */
export function resourcesModule(database: Database) {
  const resources = new ResourceService(database);
  const windows = new AvailabilityWindowService(database);
  return {
    resources,
    windows,
    resolvers: [
      new ResourceResolver(resources),
      new SiteResourcesResolver(),
      ResourceConnection.resolver,
      new AvailabilityWindowResolver(windows),
      new ResourceWindowsResolver(),
      AvailabilityWindowConnection.resolver,
    ],
  };
}

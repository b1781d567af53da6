import type { Database } from '../../platform/database/database.js';
import { Department } from './department.entity.js';
import { DepartmentConnection, DepartmentResolver, SiteDepartmentsResolver } from './department.resolver.js';
import { DepartmentService } from './department.service.js';
import { personalDepartments } from './personal.js';
import { Site } from './site.entity.js';
import { SiteConnection, SiteResolver } from './site.resolver.js';
import { SiteService } from './site.service.js';

export const siteEntities = [Site, Department];

/** Where things and people are: sites and departments. */
export function sitesModule(database: Database) {
  const sites = new SiteService(database);
  const departments = new DepartmentService(database);
  return {
    sites,
    departments,
    personal: [personalDepartments],
    resolvers: [
      new SiteResolver(sites),
      SiteConnection.resolver,
      new DepartmentResolver(departments),
      new SiteDepartmentsResolver(),
      DepartmentConnection.resolver,
    ],
  };
}

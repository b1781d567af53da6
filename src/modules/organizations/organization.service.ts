import { type Actor, authorize } from '../../platform/access/actor.js';
import { lockAllowed } from '../../platform/access/allowed.js';
import type { Policy } from '../../platform/access/policy.js';
import { assign, update } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { refuseIfUsed } from '../../platform/database/uses.js';
import { Organization } from './organization.entity.js';
import type { OrganizationCreateInput, OrganizationUpdateInput } from './organization.inputs.js';
import { deletingOrganization, updatingOrganization } from './organization.policy.js';

/** Schools. */
export class OrganizationService {
  constructor(private readonly database: Database) {}

  create(actor: Actor, input: OrganizationCreateInput): Promise<Row<Organization>> {
    authorize(actor, 'organization:create');
    return this.database.write({ actor, deed: 'organization:create' }, async unit => {
      const organization = assign(new Organization(), { ...input, ownerId: actor.id });
      unit.em.persist(organization);
      await unit.em.flush();
      return organization;
    });
  }

  update(actor: Actor, id: string, input: OrganizationUpdateInput): Promise<Row<Organization>> {
    return this.database.write({ actor, deed: 'organization:update' }, async unit => {
      const organization = update(await lockOrganization(unit, updatingOrganization, actor, id), input);
      await unit.em.flush();
      return organization;
    });
  }

  delete(actor: Actor, id: string): Promise<string> {
    return this.database.write({ actor, deed: 'organization:delete' }, async unit => {
      await unit.barReferences(Organization, [id]);
      const organization = await lockOrganization(unit, deletingOrganization, actor, id);
      await refuseIfUsed(unit, Organization, id);
      unit.em.remove(organization);
      await unit.em.flush();
      return id;
    });
  }
}

function lockOrganization(unit: Unit, policy: Policy<'ownerId'>, actor: Actor, id: string): Promise<Organization> {
  return lockAllowed(unit, actor, Organization, id, { policy });
}

import type { Database } from '../../platform/database/database.js';
import type { Peers } from '../../platform/peers/peers.js';
import type { PersonalTable } from '../../platform/personal/personal-table.js';
import type { Identity } from '../accounts/identity.js';
import { Erasure } from './erasure.entity.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';
import { PersonalRecordConnection, PrivacyResolver } from './privacy.resolver.js';
import { recordedChanges } from './recorded-changes.js';

export const privacyEntities = [Erasure];

/** What people may ask of whoever keeps something about them: to be told it, and to be forgotten. `tables` are those of all modules. */
export function privacyModule(database: Database, identity: Identity, peers: Peers, tables: readonly PersonalTable[]) {
  const erasures = new ErasureService(database, identity, tables);
  const told = [...tables, recordedChanges(database, tables)];
  const exports = new ExportService(database, peers, told);
  return { personal: told, resolvers: [new PrivacyResolver(erasures, exports), PersonalRecordConnection.resolver] };
}

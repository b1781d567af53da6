import { AuditEntryConnection, AuditResolver } from './audit.resolver.js';

/** The audit, as administrators read it. It is written by the platform, of whatever module. */
export function auditModule() {
  return { resolvers: [new AuditResolver(), AuditEntryConnection.resolver] };
}

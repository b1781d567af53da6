import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { AuditEntry } from '../../platform/audit/audit.entities.js';
import { isErased } from '../../platform/audit/chain.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import type { Context } from '../../platform/graphql/context.js';
import { READS } from '../../platform/graphql/selected.js';
import { AuditFilter } from './audit.inputs.js';
import { auditList } from './audit.reads.js';
import { AuditChange, changesOf } from './audit-change.js';

export const AuditEntryConnection = connectionOf('AuditEntry', () => AuditEntry);

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Access('audit:read')
  @Query(() => AuditEntryConnection.type, { description: 'Who changed what and when, the newest first.' })
  auditEntries(
    @Arg('filter', () => AuditFilter, { nullable: true, description: 'Which.' }) filter: AuditFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source }: Context,
  ): Page<Row<AuditEntry>> {
    return pageOf(source, auditList(source, filter), page);
  }

  @Extensions({ [READS]: ['fields', 'oldValues', 'newValues'] })
  @FieldResolver(() => [AuditChange], {
    description: 'The fields that changed, at most those that the thing has; all of them where it was made or deleted.',
  })
  changes(@Root() entry: Row<AuditEntry>): AuditChange[] {
    return changesOf(entry);
  }

  @Extensions({ [READS]: ['salt', 'oldValues', 'newValues'] })
  @FieldResolver(() => Boolean, { description: 'Whether its values were erased later.' })
  erased(@Root() entry: Row<AuditEntry>): boolean {
    return isErased(entry);
  }
}

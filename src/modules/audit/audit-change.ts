import { Field, ObjectType } from 'type-graphql';
import type { AuditEntry } from '../../platform/audit/audit.entities.js';
import type { ValuesByField } from '../../platform/audit/recording.js';
import { Json } from '../../platform/graphql/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'A field that was changed.' })
export class AuditChange {
  @Field(() => String, { description: 'Its name, such as `capacity` or `location.building`.' })
  field!: string;

  @Field(() => Json, { nullable: true, description: 'Its value before; null where there was none.' })
  before?: unknown;

  @Field(() => Json, { nullable: true, description: 'Its value after; null where there is none.' })
  after?: unknown;

  @Field(() => Boolean, { description: 'Whether the values are not told: they are secret, or were erased.' })
  withheld!: boolean;
}

/** What an entry tells of each field. */
export function changesOf({ fields, oldValues, newValues }: Pick<AuditEntry, 'fields' | 'oldValues' | 'newValues'>): AuditChange[] {
  const before = valuesIn(oldValues);
  const after = valuesIn(newValues);
  return (JSON.parse(fields) as string[]).map(field => ({
    field,
    before: before[field] ?? null,
    after: after[field] ?? null,
    withheld: !Object.hasOwn(before, field) && !Object.hasOwn(after, field),
  }));
}

function valuesIn(json: string | null): ValuesByField {
  return json === null ? {} : JSON.parse(json);
}

import { Field, Int, ObjectType } from 'type-graphql';
import { ErrorCode } from '../errors/error-code.js';
import { Refused, UserError } from '../errors/user-error.js';
import type { Unit } from './database.js';
import type { EntityClass } from './entity.js';
import { join, sql, text } from './sql.js';

@ObjectType({ simpleResolvers: true, description: 'How many things of a type depend on something.' })
export class Use {
  @Field(() => String, { description: 'The type, as in this schema.' })
  readonly type!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ implements: UserError, simpleResolvers: true, description: 'It cannot be deleted while others depend on it.' })
export class InUse extends UserError {
  @Field(() => [Use], { description: 'What depends on it.' })
  readonly uses: readonly Use[];

  constructor(uses: readonly Use[], path: readonly string[]) {
    super(ErrorCode.IN_USE, `It is in use: ${uses.map(use => `${use.type} ${use.count}`).join(', ')}.`, path);
    this.uses = uses;
  }

  get typeName(): string {
    return 'InUse';
  }

  at(path: readonly string[]): InUse {
    return new InUse(this.uses, path);
  }
}

/** Refuses to delete a thing that others belong to. Whatever relation is declared `restrict` counts, of whichever module. */
export async function refuseIfUsed(unit: Unit, entity: EntityClass, id: string): Promise<void> {
  const relations = [...unit.em.getMetadata().getAll().values()].flatMap(meta =>
    meta.relations
      .filter(prop => prop.targetMeta?.class === (entity as unknown) && prop.deleteRule === 'restrict')
      .map(prop => ({ type: meta.className, table: meta.tableName, column: prop.fieldNames[0] as string })),
  );
  if (relations.length === 0) return;
  const counts = relations.map(
    ({ type, table, column }) => sql`select ${type} as type, count(*) as count from ${text(table)} where ${text(column)} = ${id}`,
  );
  const uses = (await unit.rows<Use>(join(counts, ' union all '))).filter(use => use.count > 0);
  if (uses.length > 0) throw new Refused([new InUse(uses, ['id'])]);
}

import { randomUUIDv7 } from 'node:crypto';
import { ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, getMetadataStorage, Int, ObjectType } from 'type-graphql';
import { Unaudited } from '../audit/audited.js';
import { DateTime, Id } from '../graphql/scalars.js';
import { type Instant, InstantType } from './instant.js';

export type EntityClass<T extends object = object> = new (...args: never[]) => T;

/** What every stored thing has. Ids are UUIDv7: they sort by the time they were made. */
@ObjectType({ simpleResolvers: true })
export abstract class Stored {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => Id, { description: 'A UUID that never changes.' })
  id: string = randomUUIDv7();

  @Unaudited('The entry says when.')
  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt: Instant = Date.now();
}

/** A stored thing that is edited: an update may name the version it was made from. */
@ObjectType({ simpleResolvers: true })
export abstract class Editable extends Stored {
  @Unaudited('The entry says when.')
  @Property({ type: InstantType, onUpdate: () => Date.now() })
  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt: Instant = this.createdAt;

  @Property({ type: 'integer', version: true, default: 1 })
  @Field(() => Int, { description: 'Counts the changes. Send it with an update to have a stale one refused.' })
  version!: number;
}

/** A row of an entity's table: its own properties, relations as ids (`siteId`), instants as epoch milliseconds. */
export type Row<T> = { readonly [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]: T[K] };

interface BelongsToOptions {
  nullable?: boolean;
  /** Of the GraphQL field; without it the relation is private. */
  description?: string;
  /** Hides the GraphQL field and the id that it goes by from some; the field is nullable then. */
  hidden?: PropertyDecorator;
  index?: boolean;
  deleteRule?: 'cascade' | 'set null' | 'restrict';
}

/** Which GraphQL fields are relations: by class, then by field, the property that holds the id. Read when the schema is built. */
export const relationFields = new Map<object, Map<string, { idProperty: string; target: () => EntityClass }>>();

/**
 * A to-one relation, written on the property that holds the other's id: `siteId` becomes the column `site_id` with its foreign key
 * and, with a description, the field `site`, which the schema resolves in batches by itself.
 */
export function BelongsTo(target: () => EntityClass, options: BelongsToOptions = {}): PropertyDecorator {
  return (prototype, key) => {
    const idProperty = String(key);
    const field = idProperty.replace(/Id$/, '');
    ManyToOne({
      entity: () => target() as never,
      mapToPk: true,
      fieldName: `${field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}_id`,
      nullable: options.nullable ?? false,
      index: options.index ?? true,
      deleteRule: options.deleteRule ?? 'restrict',
      updateRule: 'no action',
    })(prototype, idProperty);
    if (!options.description) return;
    Field(() => target(), { description: options.description, nullable: (options.nullable ?? false) || !!options.hidden })(
      prototype,
      field,
    );
    for (const property of [field, idProperty]) options.hidden?.(prototype, property);
    const fields = relationFields.get(prototype.constructor) ?? new Map();
    fields.set(field, { idProperty, target });
    relationFields.set(prototype.constructor, fields);
  };
}

/** An entity of a module that comes later in the order of dependence, by its name in the schema. */
export function later(name: string): () => EntityClass {
  return () => {
    const found = getMetadataStorage().objectTypes.find(type => type.name === name);
    if (!found) throw new Error(`no entity named ${name} was loaded`);
    return found.target as EntityClass;
  };
}

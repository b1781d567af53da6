import { type ClassType, Field } from 'type-graphql';
import type { Condition, ListDefinition, Reading } from '../access/list.js';

interface AddedFilter<T extends object, V, R> extends Condition<T, V, R> {
  readonly type: () => unknown;
  readonly description: string;
}

/** For a later module: lets clients filter a list by what that module knows of its things, by one more field of its filter. */
export function alsoFilteredBy<T extends object, F extends object, R extends Reading, V>(
  { conditions }: ListDefinition<T, F, string, R>,
  filter: ClassType<F>,
  field: string,
  { type, description, ...condition }: AddedFilter<T, V, R>,
): void {
  Field(type as never, { nullable: true, description })(filter.prototype, field);
  (conditions as Record<string, Condition<T, V, R>>)[field] = condition;
}

import { createHash } from 'node:crypto';

/** The hash of an answer whatever the order of its keys and the blanks between them. */
export function hashOf(answer: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(answer)))
    .digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AuditKind } from '../../../src/platform/audit/audit.entities.js';
import { digestOf, hashOf, placeIn, placeText, Signer } from '../../../src/platform/audit/chain.js';

const text = fc.string({ unit: 'binary' });
const textOrNull = fc.option(text);

const entry = fc.record({
  sequence: fc.nat(),
  id: fc.uuid(),
  createdAt: fc.nat(),
  actorId: fc.option(fc.uuid()),
  deed: text,
  requestId: textOrNull,
  entity: text,
  entityId: text,
  kind: fc.constantFrom(...Object.values(AuditKind)),
  fields: text,
  digest: text,
});

test('the hash of an entry is another for every other content, and after every other entry', () => {
  const change = fc.constantFrom(
    ...(['sequence', 'id', 'createdAt', 'actorId', 'deed', 'requestId', 'entity', 'entityId', 'kind', 'fields', 'digest'] as const),
  );
  fc.assert(
    fc.property(entry, entry, change, text, text, (one, other, name, before, after) => {
      const changed = { ...one, [name]: other[name] };
      fc.pre(changed[name] !== one[name] && before !== after);
      expect(hashOf(before, changed)).not.toBe(hashOf(before, one));
      expect(hashOf(after, one)).not.toBe(hashOf(before, one));
    }),
  );
});

test('no text can move from one field to the next unnoticed', () => {
  fc.assert(
    fc.property(entry, fc.string({ minLength: 1 }), (it, part) => {
      const moved = hashOf('', { ...it, deed: it.deed + part });
      expect(hashOf('', { ...it, entity: part + it.entity })).not.toBe(moved);
    }),
  );
});

test('the digest of values is another for other values and for another salt', () => {
  const values = fc.record({ salt: textOrNull, oldValues: textOrNull, newValues: textOrNull });
  fc.assert(
    fc.property(values, values, (one, other) => {
      expect(digestOf(one) === digestOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
  );
});

const place = fc.record({ sequence: fc.nat(), hash: fc.constantFrom('', 'a'.repeat(43), `-_${'9'.repeat(41)}`) });

test('a place is read as it was written', () => {
  fc.assert(fc.property(place, it => void expect(placeIn(placeText(it))).toEqual(it)));
  for (const wrong of ['', '7', ':', 'x:y', `7:${'a'.repeat(42)}`, `-1:${'a'.repeat(43)}`]) expect(placeIn(wrong)).toBeUndefined();
});

test('an end is known by the secret that signed it, and only as that end', () => {
  const [former, present] = [new Signer(['a former one']), new Signer(['a present one', 'a former one'])];
  fc.assert(
    fc.property(place, it => {
      const head = { name: 'head', ...it, signature: former.sign('head', it) };
      expect(present.signedBy(head)).toBe('former');
      expect(former.signedBy(head)).toBe('present');
      expect(new Signer(['a third']).signedBy(head)).toBeUndefined();
      expect(former.signedBy({ ...head, name: 'root' })).toBeUndefined();
      expect(former.signedBy({ ...head, sequence: it.sequence + 1 })).toBeUndefined();
      expect(former.signedBy({ ...head, signature: 'short' })).toBeUndefined();
    }),
  );
});

import { ReferenceKind } from '@mikro-orm/core';
import { describe, expect, test } from 'vitest';
import { entities } from '../../../src/app.js';
import { User } from '../../../src/modules/accounts/user.entity.js';
import type { EntityClass } from '../../../src/platform/database/entity.js';
import { startApp } from '../../support/app.js';

const app = await startApp();
const { personal } = app.modules.privacy;
const metas = entities.map(entity => app.database.orm.getMetadata().get(entity as never));

/** Tables that hold nothing about people, and why. Another one that refers to nobody has to be decided upon here. */
const IMPERSONAL: Readonly<Record<string, string>> = {
  LoggedEvent: 'ids, for a day; whoever has them reads again, and finds nobody',
  EventReader: 'how far the log was told',
  UnsealedChanges: 'what goes into the audit a moment later',
  AuditEnd: 'where the audit begins and ends',
  Site: 'a place',
  Resource: 'a thing',
  AvailabilityWindow: 'when a thing can be had',
  ClassGroup: 'a class; who is in it stands in its memberships',
  Material: 'what a course is learned from',
  Exam: 'what a class is graded for; who got what stands in its grades',
  Erasure: 'that somebody was erased, not who',
};

const decided = new Set<EntityClass>(personal.map(table => table.entity));

/** Whether a table refers to a user, or to something that is personal, or names a user without a foreign key. */
function isAboutPeople(entity: EntityClass): boolean {
  const { relations, props } = app.database.orm.getMetadata().get(entity as never);
  const targets = relations.map(it => it.targetMeta?.class as unknown as EntityClass);
  const refers = targets.some(target => target === User || personalChildren.has(target));
  return refers || props.some(it => /^(user|person|learner|trainer|author|owner|manager|creator)Id$/.test(it.name as string));
}

/** These name people and are not theirs alone. */
const SHARED = ['departments', 'reservations', 'deeds', 'changes', 'organizations', 'courses', 'sessions', 'conversations'];

/** What belongs to nobody but a person: whatever refers to such a row is about them, too. */
const personalChildren = new Set<EntityClass>(personal.filter(table => !SHARED.includes(table.name)).map(table => table.entity));

describe('every table', () => {
  test.each(metas.map(meta => [meta.className, meta.class as unknown as EntityClass] as const))('is decided upon: %s', (name, entity) => {
    if (decided.has(entity)) expect(IMPERSONAL).not.toHaveProperty(name);
    else {
      expect(Object.keys(IMPERSONAL)).toContain(name);
      expect(isAboutPeople(entity)).toBe(false);
    }
  });
});

describe('every column', () => {
  test.each(personal.map(table => [table.name, table] as const))('is decided upon: %s', (_name, { entity, columns }) => {
    const { props } = app.database.orm.getMetadata().get(entity as never);
    const stored = props.filter(it => it.persist !== false && it.kind !== ReferenceKind.EMBEDDED).map(it => it.name as string);
    expect(Object.keys(columns)).toEqual(expect.arrayContaining(stored));
  });
});

test('a table has a name of its own in an export', () => {
  expect(new Set(personal.map(it => it.name)).size).toBe(personal.length);
});

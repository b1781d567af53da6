import { expect, test } from 'vitest';
import { UserUpdate, type UserUpdateInput } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { refusals } from '../../support/client.js';
import { cancel, during, enrol, seatsOf } from '../../support/seats.js';
import type { Person } from '../../support/seed.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const admin = await world.user({ role: 'ADMIN' });

const change = async ({ id }: Person, input: UserUpdateInput) => refusals((await admin.client.ask(UserUpdate, { id, input })).userUpdate);
const statuses = async (id: string) => (await seatsOf(app, id)).map(it => it.status);

/** A session with one seat, which the first of three learners has. */
async function scene() {
  const { id } = await world.session({ ...during(), capacity: 1 });
  const people = [await world.learner(), await world.learner(), await world.learner()] as const;
  const [seat] = [await enrol(people[0], id), await enrol(people[1], id), await enrol(people[2], id)];
  return { id, seat, people };
}

test.each<[string, UserUpdateInput]>([
  ['deactivated', { active: false }],
  ['no learner any more', { role: 'EMPLOYEE' as never }],
])('who waits and is %s leaves the line: the seat goes to the next', async (_, input) => {
  const { id, seat, people } = await scene();
  expect(await change(people[1], input)).toEqual([]);
  expect(await statuses(id)).toEqual(['ENROLLED', 'CANCELLED', 'WAITLISTED']);
  expect(await cancel(people[0], seat.id)).toEqual([]);
  expect(await statuses(id)).toEqual(['CANCELLED', 'CANCELLED', 'ENROLLED']);
});

test('who has a seat and is deactivated keeps it, and who comes back asks anew', async () => {
  const { id, people } = await scene();
  for (const it of [people[0], people[1]]) expect(await change(it, { active: false })).toEqual([]);
  expect(await change(people[1], { active: true })).toEqual([]);
  expect(await statuses(id)).toEqual(['ENROLLED', 'CANCELLED', 'WAITLISTED']);
  expect((await enrol({ client: (await world.logIn(people[1])).client }, id)).position).toBe(2);
});

test('who is given other rights beside their role goes on waiting', async () => {
  const { id, people } = await scene();
  expect(await change(people[1], { authorizations: ['audit:read'] })).toEqual([]);
  expect(await statuses(id)).toEqual(['ENROLLED', 'WAITLISTED', 'WAITLISTED']);
});

test.each(Array.from({ length: 6 }, (_, i) => i))(
  'deactivated while a seat is given back and others ask: no seat stays empty: %i',
  async () => {
    const { id, seat, people } = await scene();
    const late = await world.learner();
    await Promise.all([
      cancel(people[0], seat.id),
      change(people[1], { active: false }),
      enrol(late, id),
      enrol(people[1], id).catch(() => undefined),
    ]);
    const seats = await seatsOf(app, id);
    expect(seats.filter(it => it.status === 'ENROLLED')).toHaveLength(1);
    expect(seats.filter(it => it.status === 'WAITLISTED' && it.learnerId === people[1].id)).toEqual([]);
  },
);

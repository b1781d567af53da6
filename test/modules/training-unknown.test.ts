import { expect, test } from 'vitest';
import { MessageDelete, MessageEdit } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { refusals } from '../support/client.js';
import { slot } from '../support/slots.js';
import { say, talk } from '../support/talking.js';
import { createSession, TrainingWorld } from '../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const NOBODY = '00000000-0000-4000-8000-000000000000';

test('a session of a course that one may not see is refused as of one that never was; of one that one sees, as not one’s own', async () => {
  const [trainer, room] = [await world.user({ role: 'TRAINER' }), await world.resource()];
  const [hidden, shown] = [await world.course(), await world.course({ published: true })];
  const attempt = (courseId: string) =>
    createSession(trainer.client, { courseId, roomId: room.id, equipmentIds: [], capacity: 5, ...slot('10:00', '11:00') });
  const never = await attempt(NOBODY);
  expect(refusals(never)).toEqual(['NOT_FOUND input.courseId']);
  expect(await attempt(hidden.id)).toEqual(never);
  await expect(attempt(shown.id)).rejects.toThrow('FORBIDDEN');
});

test('a message in a conversation that one takes no part in is refused as one that never was, to the word', async () => {
  const [staff, other, stranger] = [
    await world.user({ role: 'STAFF' }),
    await world.user({ role: 'STAFF' }),
    await world.user({ role: 'STAFF' }),
  ];
  const id = await say(staff, await talk(staff, other), 'Hello');
  for (const ask of [
    async (of: string) => (await stranger.client.ask(MessageEdit, { id: of, body: 'Hi' })).messageEdit.errors,
    async (of: string) => (await stranger.client.ask(MessageDelete, { id: of })).messageDelete.errors,
  ]) {
    const never = await ask(NOBODY);
    expect(never).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await ask(id)).toEqual(never);
  }
});

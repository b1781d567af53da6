import { describe, expect, test } from 'vitest';
import { ProgressEntry } from '../../../src/modules/enrolments/progress-entry.entity.js';
import { sql } from '../../../src/platform/database/sql.js';
import { EnrolmentMark, ProgressRecord, UserErase, UserExport } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { entriesAbout } from '../../support/audit.js';
import { refusals } from '../../support/client.js';
import { cancel, during, enrol, seatsOf } from '../../support/seats.js';
import type { Person } from '../../support/seed.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const admin = await world.user({ role: 'ADMIN' });
const staff = await world.user({ role: 'STAFF' });
const time = during();

const erase = async ({ id }: Person) => refusals((await admin.client.ask(UserErase, { id })).userErase);

async function record(enrolmentId: string, note: string) {
  return (await staff.client.ask(ProgressRecord, { enrolmentId, percent: 60, note })).progressRecord;
}

/** Someone with a seat in a session to come, in one that is on, and in the line for another. */
async function scene() {
  const [learner, other] = [await world.learner(), await world.learner()];
  const coming = await world.session({ ...time, capacity: 1 });
  const full = await world.session({ ...time, capacity: 1 });
  const running = await world.session({ ...time, status: 'RUNNING' as never });
  await enrol(learner, coming.id);
  await enrol(other, coming.id);
  await enrol(other, full.id);
  const waiting = await enrol(learner, full.id);
  const { id } = await world.enrolment({ sessionId: running.id, learnerId: learner.id });
  await record(id, 'Secret troubles');
  const statuses = async (sessionId: string) => (await seatsOf(app, sessionId)).map(it => it.status);
  return { learner, other, coming, full, running, id, waiting, statuses };
}

describe('who is erased', () => {
  test('leaves their seats to come to those who wait, and no line; what is over stays as nobody’s', async () => {
    const { learner, coming, full, running, statuses } = await scene();
    expect(await erase(learner)).toEqual([]);
    expect(await statuses(coming.id)).toEqual(['CANCELLED', 'ENROLLED']);
    expect(await statuses(full.id)).toEqual(['ENROLLED', 'CANCELLED']);
    expect(await statuses(running.id)).toEqual(['ENROLLED']);
  });

  test('leaves nothing of what was said of their progress, in no table and not in the audit', async () => {
    const { learner, id } = await scene();
    expect(await erase(learner)).toEqual([]);
    const table = app.database.table(ProgressEntry);
    const entries = await app.database.rowsOf(table, sql`${table.selection('p')} where p.enrolment_id = ${id}`);
    expect(entries).toMatchObject([{ percent: 60, note: null, authorId: staff.id }]);
    expect(JSON.stringify(await entriesAbout(app, entries[0]?.id ?? ''))).not.toContain('Secret');
    expect(refusals(await record(id, 'More of it'))).toEqual(['INVALID_STATUS enrolmentId']);
    expect(refusals((await staff.client.ask(EnrolmentMark, { id, status: 'ATTENDED' })).enrolmentMark)).toEqual([]);
  });

  test('was told all of it before', async () => {
    const { learner, id, waiting } = await scene();
    const { nodes } = (await admin.client.ask(UserExport, { id: learner.id, first: 100 })).userExport;
    const told = nodes.filter(it => ['enrolments', 'progressEntries'].includes(it.kind));
    expect(told.map(it => it.kind).sort()).toEqual(['enrolments', 'enrolments', 'enrolments', 'progressEntries']);
    expect(JSON.stringify(told)).toContain('Secret troubles');
    for (const it of [id, waiting.id]) expect(JSON.stringify(told)).toContain(it);
  });

  test('and who wrote on others leaves that: it is about them', async () => {
    const { id } = await scene();
    const author = await world.user({ role: 'STAFF' });
    await author.client.ask(ProgressRecord, { enrolmentId: id, percent: 70, note: 'Well done' });
    expect(await erase(author)).toEqual([]);
    const notes = await app.database.rows<{ note: string }>(
      sql`select note from progress_entries where enrolment_id = ${id} and percent = 70`,
    );
    expect(notes).toEqual([{ note: 'Well done' }]);
  });

  test('may have left before', async () => {
    const { learner, waiting, full, statuses } = await scene();
    await cancel(learner, waiting.id);
    expect(await erase(learner)).toEqual([]);
    expect(await statuses(full.id)).toEqual(['ENROLLED', 'CANCELLED']);
  });
});

import { parentPort, workerData } from 'node:worker_threads';
import type { Question, Reply } from './sqlite-aside.js';
// By its own name: Node runs this file as it is in tests, where nothing turns it into JavaScript first.
import { type Connection, openForReading, openForWriting } from './sqlite-connections.ts';

const file = workerData as string;
let reading: Connection | undefined;
let writing: Connection | undefined;

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)));

function answer(question: Question): Reply {
  const { id } = question;
  try {
    return { id, rows: 'text' in question ? read(question.text, question.values) : checkpoint() };
  } catch (error) {
    const { message, code = 'SQLITE_ERROR' } = error as Error & { code?: string };
    return { id, failure: { message, code } };
  }
}

function read(text: string, values: readonly unknown[]): object[] {
  reading ??= openForReading(file);
  return reading.prepare<unknown[], object>(text).all(...values);
}

function checkpoint(): object[] {
  writing ??= openForWriting(file);
  return writing.prepare<[], object>('pragma wal_checkpoint(passive)').all();
}

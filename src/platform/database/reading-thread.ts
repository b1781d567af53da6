import { parentPort, workerData } from 'node:worker_threads';
import type { Question, Reply } from './reading-aside.js';
// By its own name: Node runs this file as it is in tests, where nothing turns it into JavaScript first.
import { openForReading } from './sqlite-connections.ts';

const connection = openForReading(workerData as string);

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)));

function answer({ id, text, values }: Question): Reply {
  try {
    return { id, rows: connection.prepare<unknown[], object>(text).all(...values) };
  } catch (error) {
    const { message, code = 'SQLITE_ERROR' } = error as Error & { code?: string };
    return { id, failure: { message, code } };
  }
}

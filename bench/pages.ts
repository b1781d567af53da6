import Sqlite from 'better-sqlite3';
import type { Bench } from './bench.js';
import type { Request } from './load/protocol.js';
import { pageOfResources } from './operations.js';

const PAGES = 19;

/** Pages of 50 resources, the first and those after it, each as another user asks for it. */
export function pageRequests(bench: Bench, file: string): Request[] {
  const db = new Sqlite(file, { readonly: true });
  const cursors = db
    .prepare<[], [string, string]>('select name, id from resources order by name, id')
    .raw()
    .all()
    .filter((_, i) => i % 50 === 49)
    .slice(0, PAGES)
    .map(values => Buffer.from(JSON.stringify(values)).toString('base64url'));
  db.close();
  return [null, ...cursors].map((after, user) => bench.request(pageOfResources(after), user));
}

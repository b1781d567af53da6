import { execFileSync, spawnSync } from 'node:child_process';

function hasClient(): boolean {
  return spawnSync('sqlite3', ['--version']).status === 0;
}

/** What runs SQL with nothing around it. */
export function bareClient(): string {
  return hasClient() ? 'the sqlite3 client' : 'better-sqlite3 in a bare process';
}

/** Milliseconds for a statement, or some that end in semicolons: the difference between many and one, so that the start of the process does not count. */
export function bareTime(file: string, statements: string, times: number): number {
  return (processTime(file, statements, times + 1) - processTime(file, statements, 1)) / times;
}

const BARE = `const [file, statements, times] = process.argv.slice(1);
const db = new (require('better-sqlite3'))(file, { readonly: true });
for (let i = 0; i < times; i++) for (const statement of statements.split(';')) if (statement.trim()) db.prepare(statement).all();`;

function processTime(file: string, statements: string, times: number): number {
  const begun = performance.now();
  if (hasClient()) execFileSync('sqlite3', ['-readonly', file], { input: `.output /dev/null\n${statements.repeat(times)}` });
  else execFileSync(process.execPath, ['-e', BARE, file, statements, String(times)]);
  return performance.now() - begun;
}

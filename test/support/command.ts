import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

interface Said {
  /** Whatever it printed. */
  readonly said: string;
  readonly exitCode: number | null;
}

/** A command as npm runs it, with nothing of this process's environment. */
export function run(command: string, args: readonly string[], environment: Record<string, string>): Promise<Said> {
  return whatItSaid(spawn(process.execPath, [`dist/src/commands/${command}.js`, ...args], { env: environment }));
}

/** A line as somebody types it. */
export function typed(line: string, environment: Record<string, string>): Promise<Said> {
  return whatItSaid(spawn('sh', ['-c', line], { env: { PATH: process.env['PATH'], ...environment } }));
}

async function whatItSaid(child: ChildProcess): Promise<Said> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (said += chunk));
  const [exitCode] = await once(child, 'close');
  return { said, exitCode };
}

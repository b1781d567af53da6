import { execFileSync } from 'node:child_process';

/** Builds what `npm run serve` runs: once before all tests, where each has servers in processes of their own. */
export default function buildServer(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { shell: process.platform === 'win32' });
}

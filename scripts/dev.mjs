// Builds and starts the server; `npm run dev` runs this again whenever a source file changes.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit', shell: process.platform === 'win32' });
if (status === 0) await import('../dist/src/main.js');

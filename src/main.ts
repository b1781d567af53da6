import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

// What Node compiles is kept beside the program, for the next start; where the disk cannot be written, the start just takes longer.
enableCompileCache(join(import.meta.dirname, '.compiled'));
const { start } = await import('./start.js');
await start();
flushCompileCache();

import { copyOfData } from './data.js';

import { statSync } from 'node:fs';
let t = Date.now();
for (const [n, l] of [[100000,'spread'],[1000000,'spread'],[1000000,'heaped']] as const) {
  await copyOfData({ reservations: n, layout: l }, '/work/main/node_modules/.cache/amphi-bench', `/tmp/x-${l}-${n}.db`);
  console.log(n, l, Date.now() - t, statSync(`/tmp/x-${l}-${n}.db`).size); t = Date.now();
}

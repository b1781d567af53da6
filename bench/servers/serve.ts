import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a server of the bench is told when it starts. */
export interface Given {
  readonly file: string;
  readonly secret: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** What a server's process has used. Times are since its start, but for the delay: that is since it was last asked. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** The longest that the event loop was late; 0 unless the server is watched. */
  readonly longestDelayMs: number;
}

export type ServerMessage = { readonly url: string } | { readonly usage: Usage };

/** Starts a server in this process and tells the parent its address, and what it has used whenever the parent asks. */
export async function serve(start: (given: Given) => Promise<string>): Promise<void> {
  const { BENCH_FILE: file = '', BENCH_SECRET: secret = '', BENCH_PORT: port = '0' } = process.env;
  tellUsage();
  send({ url: await start({ file, secret, port: Number(port) }) });
}

/** Tells the parent what this process has used, whenever it asks; ends with it. */
export function tellUsage(): void {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  process.on('message', () => {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    send({ usage: { cpuSeconds: (user + system) / 1e6, rssBytes: rss, heapBytes: heapUsed, longestDelayMs: delay.max / 1e6 } });
    delay.reset();
  });
  process.on('disconnect', () => process.exit());
  // Watching costs a timer a millisecond, so only who asks for it gets it.
  if (process.env['BENCH_WATCHED']) delay.enable();
}

function send(message: ServerMessage): void {
  process.send?.(message);
}

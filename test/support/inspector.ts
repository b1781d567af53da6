import { WebSocket } from 'ws';
import type { ServerProcess } from './server-process.js';

/** Node's inspector of a server that was started with `--inspect=127.0.0.1:0`. */
export class Inspector {
  #asked = 0;

  private constructor(private readonly socket: WebSocket) {}

  static async of(server: ServerProcess): Promise<Inspector> {
    const [, url = ''] = await server.printed(/Debugger listening on (ws:\/\/\S+)/);
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new Inspector(socket);
  }

  /** Bytes of the objects that something still refers to, and of the buffers that they hold. */
  async reachableBytes(): Promise<number> {
    await this.#ask('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = await this.#ask<{ usedSize: number; backingStorageSize?: number }>('Runtime.getHeapUsage');
    return usedSize + backingStorageSize;
  }

  close(): void {
    this.socket.terminate();
  }

  #ask<Result>(method: string): Promise<Result> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      const listen = (text: unknown) => {
        const message = JSON.parse(String(text)) as { id?: number; result?: Result; error?: { message: string } };
        if (message.id !== id) return;
        this.socket.off('message', listen);
        if (message.error) reject(new Error(message.error.message));
        else resolve(message.result as Result);
      };
      this.socket.on('message', listen);
      this.socket.send(JSON.stringify({ id, method }));
    });
  }
}

import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const TEXT = 0x81;
const PING = 0x89;
const PONG = 0x8a;
const HEAD_END = Buffer.from('\r\n\r\n');

/** The client's side of RFC 6455 as far as the bench needs it: whole text messages out and in. Thousands of them cost little. */
export class LeanWebSocket {
  #received: Buffer = Buffer.alloc(0);

  private constructor(
    readonly socket: Socket,
    readonly onMessage: (message: Buffer) => void,
  ) {
    socket.setNoDelay(true);
    socket.on('data', chunk => this.#receive(chunk as Buffer));
  }

  static async open(url: URL, token: string, onMessage: (message: Buffer) => void): Promise<LeanWebSocket> {
    const socket = connect(Number(url.port), url.hostname);
    const head = [
      `GET ${url.pathname} HTTP/1.1`,
      `host: ${url.host}`,
      'connection: upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
      'sec-websocket-protocol: graphql-transport-ws',
      `authorization: Bearer ${token}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    const rest = await upgraded(socket);
    const opened = new LeanWebSocket(socket, onMessage);
    if (rest.length > 0) opened.#receive(rest);
    return opened;
  }

  send(message: object): void {
    this.sendText(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.#send(TEXT, Buffer.from(text));
  }

  #send(kind: number, payload: Buffer): void {
    // Masked with zeros: the mask is there for proxies.
    this.socket.write(Buffer.concat([Buffer.from([kind]), sizeOf(payload.length), Buffer.alloc(4), payload]));
  }

  #receive(chunk: Buffer): void {
    let bytes = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    for (let frame = frameIn(bytes); frame; frame = frameIn(bytes)) {
      if (bytes[0] === TEXT) this.onMessage(frame.payload);
      if (bytes[0] === PING) this.#send(PONG, frame.payload);
      bytes = bytes.subarray(frame.end);
    }
    this.#received = bytes;
  }
}

function sizeOf(length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | length]);
  const size = Buffer.alloc(length < 0x1_0000 ? 3 : 9);
  size[0] = 0x80 | (length < 0x1_0000 ? 126 : 127);
  if (length < 0x1_0000) size.writeUInt16BE(length, 1);
  else size.writeBigUInt64BE(BigInt(length), 1);
  return size;
}

function upgraded(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', chunk => {
      const bytes = chunk as Buffer;
      const end = bytes.indexOf(HEAD_END);
      if (!bytes.toString('latin1', 0, 12).endsWith(' 101') || end < 0) reject(new Error(`no WebSocket: ${bytes.toString()}`));
      else resolve(bytes.subarray(end + HEAD_END.length));
    });
  });
}

/** The first whole frame: servers do not mask theirs. */
function frameIn(bytes: Buffer): { readonly payload: Buffer; readonly end: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] as number) & 127;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return undefined;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const end = start + length;
  return bytes.length < end ? undefined : { payload: bytes.subarray(start, end), end };
}

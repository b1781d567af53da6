import type { Duplex } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import type { Caller } from '../graphql/context.js';
import type { Subscriber } from '../graphql/live.js';
import { requestIdOf } from '../telemetry/request-id.js';
import { CloseReason } from './socket-logins.js';

/** What a subscriber may leave unread before it is given up: more would pile up here. */
const MOST_UNREAD_BYTES = 1024 * 1024;

/** A socket that was admitted. */
export interface Connection {
  readonly socket: WebSocket;
  /** The stream beneath it. */
  readonly line: Duplex;
  /** Its user, for what is refused of them. */
  readonly sender: string;
  readonly loginId: string;
  /** By the id of the request that it began with. */
  readonly caller: Caller;
  /** What is under way on it, by the id that its client gave. What a client has done with may still be. */
  readonly operations: Map<string, SocketOperation>;
}

/** One operation on a socket, under way until it has ended. */
export class SocketOperation implements Subscriber {
  readonly requestId: string;

  constructor(
    private readonly connection: Connection,
    /** By which its client knows the answers. */
    private readonly operationId: string,
    /** What its request says beside it. */
    readonly extensions: Readonly<Record<string, unknown>> | null | undefined,
    /** How long its message is. */
    readonly bytes: number,
  ) {
    this.requestId = `${connection.caller.requestId}/${requestIdOf(operationId)}`;
    connection.operations.set(operationId, this);
  }

  get sender(): string {
    return this.connection.sender;
  }

  get loginId(): string {
    return this.connection.loginId;
  }

  get caller(): Caller {
    return { ...this.connection.caller, requestId: this.requestId };
  }

  ended(): void {
    const { operations } = this.connection;
    if (operations.get(this.operationId) === this) operations.delete(this.operationId);
  }

  deliver(payload: Buffer): void {
    const { socket, line } = this.connection;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > MOST_UNREAD_BYTES) {
      socket.close(...CloseReason.TOO_SLOW);
      return;
    }
    const begin = `{"id":${JSON.stringify(this.operationId)},"type":"next","payload":`;
    // Past `ws`, which would copy the payload for each socket to put the id before it. It compresses nothing, so whole frames fit between its own.
    line.cork();
    line.write(beginText(begin, payload.length));
    line.write(payload);
    line.uncork();
  }
}

/** What all subscribers get alike: the end of a message that each one's operation id begins. */
export function writePayload(result: ExecutionResult): Buffer {
  return Buffer.from(`${JSON.stringify(result)}}`);
}

const FINAL_TEXT = 0x81;

/** The header and the first bytes of an unmasked text frame (RFC 6455, 5.2) in which so many more bytes follow. */
function beginText(begin: string, following: number): Buffer {
  const length = Buffer.byteLength(begin) + following;
  const header = length < 126 ? 2 : length < 0x1_0000 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(header + length - following);
  bytes[0] = FINAL_TEXT;
  bytes[1] = header === 2 ? length : header === 4 ? 126 : 127;
  if (header === 4) bytes.writeUInt16BE(length, 2);
  if (header === 10) bytes.writeBigUInt64BE(BigInt(length), 2);
  bytes.write(begin, header);
  return bytes;
}

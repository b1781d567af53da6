import { type ClientOptions, WebSocket } from 'ws';
import type { Client } from './client.js';

interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

/** graphql-transport-ws without a client between: a socket that can stop reading, and that costs little where there are a thousand. */
export class BareSocket {
  /** What came, in order. */
  readonly messages: Message[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #socket: WebSocket;
  #tell: () => void = () => undefined;

  private constructor(url: string, protocol: string, options: ClientOptions) {
    this.#socket = new WebSocket(url.replace(/^http/, 'ws'), protocol, options);
    this.#socket.on('message', text => {
      this.messages.push(JSON.parse(String(text)) as Message);
      this.#tell();
    });
    this.closed = new Promise(resolve => {
      this.#socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  /** A socket on which nobody has said who they are. */
  static async connect(url: string, protocol = 'graphql-transport-ws', options: ClientOptions = {}): Promise<BareSocket> {
    const opened = new BareSocket(url, protocol, options);
    await new Promise((resolve, reject) => opened.#socket.once('open', resolve).once('error', reject));
    return opened;
  }

  static async open({ url, token }: Client): Promise<BareSocket> {
    const opened = await BareSocket.connect(url);
    opened.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await opened.heard(1);
    return opened;
  }

  send(message: Message): void {
    this.sendText(JSON.stringify(message));
  }

  /** As it stands, whether it is a message or not. */
  sendText(text: string): void {
    this.#socket.send(text);
  }

  /** What of the protocol was agreed on beside messages: compression, say. */
  get extensions(): string {
    return this.#socket.extensions;
  }

  /** Subscribes, and waits until the subscription was taken up: until another operation was answered. */
  async subscribe(id: string, query: string, variables: Record<string, unknown> = {}): Promise<void> {
    const before = this.messages.length;
    this.send({ id, type: 'subscribe', payload: { query, variables } });
    this.send({ id: `after ${id}`, type: 'subscribe', payload: { query: '{ __typename }' } });
    await this.heard(before + 2);
    this.messages.splice(before);
  }

  /** Waits until so many messages have come. */
  async heard(count: number): Promise<readonly Message[]> {
    while (this.messages.length < count) {
      await new Promise<void>(resolve => {
        this.#tell = resolve;
      });
    }
    return this.messages;
  }

  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  /** Breaks the line; the server learns of it from the network alone. */
  drop(): void {
    this.#socket.terminate();
  }

  async close(): Promise<void> {
    this.readOn();
    this.#socket.close();
    await this.closed;
  }
}

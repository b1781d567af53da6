import { Connection, postOf } from './connection.js';
import type { SentAttack } from './protocol.js';
import { LeanWebSocket } from './web-socket.js';

/** Sends an attack and waits until it is refused; throws when that is for another reason, or does not come. */
type Send = () => Promise<void>;

/** Whoever attacks: over one connection of HTTP, and over a socket for each token. */
export class Attacker {
  readonly #sockets = new Map<string, AttackingSocket>();
  #sent = 0;

  private constructor(
    private readonly url: URL,
    private readonly connection: Connection,
  ) {}

  static async at(url: URL): Promise<Attacker> {
    return new Attacker(url, await Connection.open(url));
  }

  /** Readied beforehand, so that sending it takes next to nothing. */
  async ready(attack: SentAttack): Promise<Send> {
    if (attack.road === 'HTTP') {
      const request = postOf(this.url, attack.token, attack.body);
      return async () => {
        const { body } = await this.connection.send(request);
        check(attack, body.toString());
      };
    }
    const socket = this.#sockets.get(attack.token) ?? (await AttackingSocket.open(this.url, attack.token));
    this.#sockets.set(attack.token, socket);
    const id = String(++this.#sent);
    const text = `{"id":"${id}","type":"subscribe","payload":${attack.body}}`;
    return async () => check(attack, await socket.ask(id, text));
  }

  close(): void {
    this.connection.close();
    for (const socket of this.#sockets.values()) socket.close();
  }
}

class AttackingSocket {
  #hear: (message: string) => void = () => undefined;
  #lose: (error: Error) => void = () => undefined;
  #socket: LeanWebSocket | undefined;

  static async open(url: URL, token: string): Promise<AttackingSocket> {
    const opened = new AttackingSocket();
    const socket = await LeanWebSocket.open(url, token, message => opened.#hear(message.toString()));
    opened.#socket = socket;
    socket.socket.once('close', () => opened.#lose(new Error('the server closed a socket')));
    const acknowledged = opened.#next(message => message.includes('"connection_ack"'));
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await acknowledged;
    return opened;
  }

  /** What answers the operation of this id. */
  ask(id: string, text: string): Promise<string> {
    const answered = this.#next(message => message.includes(`"id":"${id}"`) && !message.includes('"complete"'));
    this.#socket?.sendText(text);
    return answered;
  }

  close(): void {
    this.#socket?.socket.destroy();
  }

  #next(isIt: (message: string) => boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#hear = message => isIt(message) && resolve(message);
      this.#lose = reject;
    });
  }
}

function check({ name, codes }: SentAttack, answer: string): void {
  if (!codes.some(code => answer.includes(`"code":"${code}"`))) throw new Error(`${name} was refused otherwise: ${answer.slice(0, 500)}`);
}

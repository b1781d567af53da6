import { setTimeout as sleep } from 'node:timers/promises';
import { ReservationCreate, type ReservationCreateMutation } from '../generated/documents.js';
import type { BookingWorld } from './booking.js';
import { type Answer, Client } from './client.js';
import { HOUR_MS } from './time.js';

const FIRST_HOUR = Date.parse('2031-01-01T00:00:00Z');
/** Before the next attempt after one that failed. */
const PAUSE_MS = 20;

interface Booker {
  readonly token: string | undefined;
  readonly resourceId: string;
  /** The hour that comes next. */
  hour: number;
}

/** Clients who book hour after hour, each in a vehicle of their own. What is refused they try again, as who trusts that nothing was done would. */
export class Bookers {
  /** Ids of what they were told was booked. */
  readonly acknowledged: string[] = [];
  /** Answers with an error beside the data. */
  readonly refused: Answer<ReservationCreateMutation>[] = [];
  /** How often what they wanted was theirs already, though they had been told that it could not be done. */
  taken = 0;
  /** How often no answer came. */
  unanswered = 0;
  /** The longest that anybody waited from one acknowledgement, whoever's, to the next since `forgetPauses`. */
  longestPauseMs = 0;
  #acknowledgedAt = Number.NaN;
  #working: Promise<unknown> = Promise.resolve();
  #ending = false;

  private constructor(private readonly all: readonly Booker[]) {}

  static async of(world: BookingWorld, count: number): Promise<Bookers> {
    const make = async () => {
      const [{ client }, { id: resourceId }] = [await world.user(), await world.resource({ kind: 'VEHICLE' })];
      return { token: client.token, resourceId, hour: 0 };
    };
    return new Bookers(await Promise.all(Array.from({ length: count }, make)));
  }

  get resourceIds(): string[] {
    return this.all.map(it => it.resourceId);
  }

  /** Begins, or goes on at another server. */
  begin(url: string): void {
    this.#ending = false;
    this.#working = Promise.all(this.all.map(it => this.#book(it, new Client(url, it.token))));
  }

  async end(): Promise<void> {
    this.#ending = true;
    await this.#working;
  }

  /** Waits until so many more were booked. */
  async booked(count: number): Promise<void> {
    const enough = this.acknowledged.length + count;
    while (this.acknowledged.length < enough) await sleep(PAUSE_MS);
  }

  /** Waits until so many more were refused, and answers those. */
  async refusals(count: number): Promise<readonly Answer<ReservationCreateMutation>[]> {
    const before = this.refused.length;
    while (this.refused.length < before + count) await sleep(PAUSE_MS);
    return this.refused.slice(before);
  }

  forgetPauses(): void {
    this.longestPauseMs = 0;
    this.#acknowledgedAt = performance.now();
  }

  async #book(booker: Booker, client: Client): Promise<void> {
    const { resourceId } = booker;
    while (!this.#ending) {
      const startsAt = FIRST_HOUR + booker.hour * HOUR_MS;
      const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + HOUR_MS).toISOString() };
      const answer = await client.run(ReservationCreate, { input: { resourceId, ...times } }).catch(() => undefined);
      const id = answer?.data?.reservationCreate.reservation?.id;
      if (id) {
        this.#acknowledge(id);
        booker.hour++;
      } else if (answer?.data?.reservationCreate) {
        this.taken++;
        booker.hour++;
      } else {
        if (answer) this.refused.push(answer);
        else this.unanswered++;
        await sleep(PAUSE_MS);
      }
    }
  }

  #acknowledge(id: string): void {
    this.acknowledged.push(id);
    const now = performance.now();
    if (now - this.#acknowledgedAt > this.longestPauseMs) this.longestPauseMs = now - this.#acknowledgedAt;
    this.#acknowledgedAt = now;
  }
}

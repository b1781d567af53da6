/** Instants as a client writes them. */
export interface Slot {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** The instant at which a clock on the wall shows this; of an hour that comes twice the first, for one that does not exist the later. */
export function wallClock(time: string, timeZone = 'Europe/Paris'): string {
  return new Date(Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone).epochMilliseconds).toISOString();
}

/** A day on which nothing special happens. */
export const DAY = '2030-06-04';

/** From one time of the wall clock to another: `slot('10:00', '11:00')`. A time may name its own day: `2030-06-05T01:00`. */
export function slot(from: string, to: string, { day = DAY, timeZone = 'Europe/Paris' } = {}): Slot {
  const instant = (time: string) => wallClock(time.includes('T') ? time : `${day}T${time}`, timeZone);
  return { startsAt: instant(from), endsAt: instant(to) };
}

export function shifted({ startsAt, endsAt }: Slot, milliseconds: number): Slot {
  const shift = (instant: string) => new Date(Date.parse(instant) + milliseconds).toISOString();
  return { startsAt: shift(startsAt), endsAt: shift(endsAt) };
}

/** An hour of that day which begins so many hours after the site opens: `hourOf(2)` is from 10:00 to 11:00. */
export function hourOf(n: number): Slot {
  const [from, to] = [8 + n, 9 + n].map(hour => `${String(hour).padStart(2, '0')}:00`) as [string, string];
  return slot(from, to);
}

import type { SequentialModel } from '../support/linearizability.js';

/** Of one day, by the clock: `10:30`. Texts like these sort by time. */
export interface Time {
  readonly from: string;
  readonly to: string;
}

interface Named extends Time {
  readonly name: string;
}

/** What clients do with one resource. They name what they make themselves, so that also what was made without an answer can be named. */
export type Deed =
  | ({ readonly what: 'book' } & Named)
  | ({ readonly what: 'move'; readonly version?: number } & Named)
  | { readonly what: 'confirm'; readonly name: string }
  | { readonly what: 'cancel'; readonly name: string }
  | ({ readonly what: 'block' } & Named)
  | { readonly what: 'unblock'; readonly name: string }
  | { readonly what: 'delete' }
  /** All reservations. */
  | { readonly what: 'read' }
  /** What a refusal tells to be in the way; `name` is the reservation that was to be. */
  | ({ readonly what: 'conflicts' } & Named);

export interface Entry extends Named {
  readonly status: string;
  readonly version: number;
}

interface Calendar {
  readonly deleted: boolean;
  readonly entries: readonly Entry[];
  /** Maintenance. */
  readonly blocks: readonly Named[];
}

/** A resource's calendar as one would keep it on paper, which knows nothing of the server but what is promised. */
export const calendarModel: SequentialModel<Calendar, Deed> = {
  initial: { deleted: false, entries: [], blocks: [] },
  keyOf: calendar => JSON.stringify(calendar),
  perform(calendar, deed) {
    switch (deed.what) {
      case 'book':
        return book(calendar, deed);
      case 'move':
      case 'confirm':
      case 'cancel':
        return change(calendar, deed);
      case 'block':
        return block(calendar, deed);
      case 'unblock':
        return unblock(calendar, deed.name);
      case 'delete':
        return remove(calendar);
      case 'read':
        return { answer: entriesText(calendar.entries), state: calendar };
      case 'conflicts':
        return { answer: entriesText(inTheWay(calendar, deed)), state: calendar };
    }
  },
};

type Step = ReturnType<typeof calendarModel.perform>;
type Of<What extends Deed['what']> = Extract<Deed, { readonly what: What }>;

function book(calendar: Calendar, { name, from, to }: Of<'book'>): Step {
  if (calendar.deleted) return refused(calendar, 'NOT_FOUND input.resourceId');
  const problems = problemsOf(calendar, { name, from, to });
  return problems.length > 0 ? refused(calendar, ...problems) : written(calendar, { name, from, to, status: 'PENDING', version: 1 });
}

function change(calendar: Calendar, deed: Of<'move' | 'confirm' | 'cancel'>): Step {
  const entry = calendar.entries.find(it => it.name === deed.name);
  if (!entry) return refused(calendar, 'NOT_FOUND id');
  const changeable = takes(entry) && !(entry.status === 'CONFIRMED' && deed.what === 'confirm');
  if (!changeable) return refused(calendar, 'INVALID_STATUS id');
  if (deed.what === 'move') return move(calendar, entry, deed);
  return written(calendar, { ...entry, status: deed.what === 'confirm' ? 'CONFIRMED' : 'CANCELLED', version: entry.version + 1 });
}

function move(calendar: Calendar, entry: Entry, { from, to, version }: Of<'move'>): Step {
  if (version !== undefined && version !== entry.version) return refused(calendar, 'STALE input.version');
  const problems = problemsOf(calendar, { name: entry.name, from, to });
  if (problems.length > 0) return refused(calendar, ...problems);
  if (from === entry.from && to === entry.to) return { answer: entryText(entry), state: calendar };
  return written(calendar, { ...entry, from, to, version: entry.version + 1 });
}

function block(calendar: Calendar, { name, from, to }: Of<'block'>): Step {
  if (calendar.deleted) return refused(calendar, 'NOT_FOUND input.resourceId');
  return { answer: 'done', state: { ...calendar, blocks: inOrder([...calendar.blocks, { name, from, to }]) } };
}

function unblock(calendar: Calendar, name: string): Step {
  const blocks = calendar.blocks.filter(it => it.name !== name);
  return blocks.length < calendar.blocks.length ? { answer: 'done', state: { ...calendar, blocks } } : refused(calendar, 'NOT_FOUND id');
}

function remove(calendar: Calendar): Step {
  if (calendar.deleted) return refused(calendar, 'NOT_FOUND id');
  const coming = calendar.entries.filter(takes).length;
  return coming > 0 ? refused(calendar, `IN_USE id by ${coming}`) : { answer: 'done', state: { deleted: true, entries: [], blocks: [] } };
}

/** Every broken rule, maintenance first. */
function problemsOf(calendar: Calendar, wanted: Named): string[] {
  return [
    ...(calendar.blocks.some(it => overlap(it, wanted)) ? ['UNAVAILABLE input.startsAt'] : []),
    ...(inTheWay(calendar, wanted).length > 0 ? ['BOOKING_CONFLICT input.startsAt'] : []),
  ];
}

function inTheWay({ entries }: Calendar, wanted: Named): readonly Entry[] {
  return entries.filter(it => takes(it) && it.name !== wanted.name && overlap(it, wanted));
}

function takes({ status }: Entry): boolean {
  return status === 'PENDING' || status === 'CONFIRMED';
}

function overlap(a: Time, b: Time): boolean {
  return a.from < b.to && b.from < a.to;
}

function refused(calendar: Calendar, ...problems: string[]): Step {
  return { answer: problems.join(', '), state: calendar };
}

function written(calendar: Calendar, entry: Entry): Step {
  const entries = inOrder([...calendar.entries.filter(it => it.name !== entry.name), entry]);
  return { answer: entryText(entry), state: { ...calendar, entries } };
}

/** So that calendars with the same in them are the same, however they came to it. */
function inOrder<T extends { readonly name: string }>(things: readonly T[]): T[] {
  return [...things].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function entryText({ name, from, to, status, version }: Entry): string {
  return `${name} ${from}-${to} ${status} v${version}`;
}

/** The order of a list is not its subject: what begins at the same time may come in any. */
export function entriesText(entries: readonly Entry[]): string {
  return inOrder(entries).map(entryText).join(', ') || 'nothing';
}

export function tellDeed({ what, ...rest }: Deed): string {
  const { name, from, to, version } = rest as Partial<Entry>;
  return [what, name, from && `${from}-${to}`, version && `from v${version}`].filter(Boolean).join(' ');
}

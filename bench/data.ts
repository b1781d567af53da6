import { createHash } from 'node:crypto';
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { entities } from '../src/app.js';
import { openDatabase } from '../src/platform/database/database.js';
import { migrateUp } from '../src/platform/database/migrations.js';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const SITES = 50;
export const RESOURCES = 1_000;
export const USERS = 200;
/** The first of the users; the others are employees. */
export const MANAGERS = 10;

/** How the reservations lie. `spread`: as many of every resource. `heaped`: all of the first resource. */
export type Layout = 'spread' | 'heaped';

export interface Size {
  readonly reservations: number;
  readonly layout: Layout;
}

/** Everything lies around the midnight, in UTC, that began today: the same data all day. */
export const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;

/**
 * Days without reservations, counted from today: where the edges of what statistics count lie (now, 30 days ago, in 7 days), so that two
 * servers asked one after the other count the same.
 */
const isEmptyDay = (day: number) => [0, -30, 7].some(edge => Math.abs(day - edge) <= 1);

export const siteId = (n: number) => idOf(1, n);
export const resourceId = (n: number) => idOf(2, n);
export const userId = (n: number) => idOf(3, n);
export const loginId = (n: number) => idOf(4, n);

/** A UUIDv7 of the n-th thing of a kind: made one second after the other, the rest looks like chance. */
export function idOf(kind: number, n: number): string {
  const time = (1_750_000_000_000 + n * 1_000).toString(16).padStart(12, '0');
  const rest = chance(kind, n, 1).toString(16).padStart(8, '0') + chance(kind, n, 2).toString(16).padStart(8, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${kind.toString(16).padStart(3, '0')}-8${rest.slice(0, 3)}-${rest.slice(3, 15).padEnd(12, '0')}`;
}

/** 32 bits that look like chance and are always the same: splitmix over the arguments. */
export function chance(a: number, b = 0, c = 0): number {
  let x = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b) ^ Math.imul(c + 1, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

const ZONES = ['Europe/Paris', 'Europe/London', 'Europe/Madrid', 'Africa/Nairobi', 'Asia/Dubai'];
const KINDS = ['ROOM', 'ROOM', 'ROOM', 'EQUIPMENT', 'VEHICLE'];
const NAMES = ['Atrium', 'Beacon', 'Cedar', 'Delta', 'Ember', 'Fjord', 'Grove', 'Harbour', 'Island', 'Juniper'];
const FEATURES = ['projector', 'whiteboard', 'video', 'kitchen', 'daylight', 'sockets', 'microphones', 'four-wheel drive'];

/** Every tenth site opens in the afternoon only. */
const opensLate = (site: number) => site % 10 === 9;
const siteOf = (resource: number) => resource % SITES;
const isActive = (resource: number) => resource % 25 !== 24;
const hasWindow = (resource: number) => resource % 5 === 3;

/** The resources that can be reserved at any hour of the day: nothing but another reservation is in the way. */
export const bookable = Array.from({ length: RESOURCES }, (_, n) => n).filter(n => isActive(n) && !hasWindow(n) && !opensLate(siteOf(n)));

/** The hour that the search asks for: some of everything is in its way. */
export const WANTED = { start: TODAY + 3 * DAY_MS + 10 * HOUR_MS, end: TODAY + 3 * DAY_MS + 11 * HOUR_MS };

/** The n-th slot of one hour that nobody has taken, a year and more from now: neighbours are of different resources. */
export function freeSlot(n: number): { readonly resource: string; readonly start: number; readonly end: number } {
  const HOURS = 5;
  const turn = Math.floor(n / bookable.length);
  const start = TODAY + (400 + Math.floor(turn / HOURS)) * DAY_MS + (10 + (turn % HOURS)) * HOUR_MS;
  return { resource: resourceId(bookable[n % bookable.length] as number), start, end: start + HOUR_MS };
}

/** A copy of the data that belongs to the caller. The first of a day is made, which takes some seconds for each million; later ones are copied. */
export async function copyOfData(size: Size, cache: string, file: string): Promise<void> {
  const original = join(cache, `${size.layout}-${size.reservations}-${new Date(TODAY).toISOString().slice(0, 10)}-${fingerprint()}.db`);
  if (!existsSync(original)) {
    mkdirSync(cache, { recursive: true });
    for (const old of readdirSync(cache)) {
      if (old.startsWith(`${size.layout}-${size.reservations}-`)) rmSync(join(cache, old), { force: true });
    }
    const unfinished = `${original}.${process.pid}`;
    await createData(size, unfinished);
    renameSync(unfinished, original);
  }
  copyFileSync(original, file, constants.COPYFILE_FICLONE);
}

/** Of everything that decides what is in the file, beside the day: the migrations and this program. */
function fingerprint(): string {
  const migrations = join(import.meta.dirname, '../migrations/sqlite');
  const programs = [import.meta.filename, ...readdirSync(migrations).map(name => join(migrations, name))];
  const hash = createHash('sha256');
  for (const file of programs.filter(it => it.endsWith('.js')).sort()) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

async function createData({ reservations, layout }: Size, file: string): Promise<void> {
  const database = await openDatabase(`sqlite:${file}`, entities);
  await migrateUp(database);
  await database.close();
  const db = new Sqlite(file);
  // Nothing is lost if this is interrupted: the file gets its name at the end.
  for (const setting of ['journal_mode = off', 'synchronous = off', 'foreign_keys = off', 'cache_size = -262144', 'temp_store = memory']) {
    db.pragma(setting);
  }
  db.transaction(() => fillPlaces(db))();
  withoutIndexes(db, 'reservations', () => db.transaction(() => fillReservations(db, reservations, layout))());
  db.pragma('journal_mode = wal');
  db.close();
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
}

/** Rows written first and indexed afterwards are written several times as fast. */
export function withoutIndexes(db: Sqlite.Database, table: string, work: () => void): void {
  const things = db
    .prepare<[string], { type: string; name: string; sql: string }>(
      `select type, name, sql from sqlite_master where tbl_name = ? and type in ('index', 'trigger') and sql is not null`,
    )
    .all(table);
  for (const { type, name } of things) db.exec(`drop ${type} "${name}"`);
  work();
  for (const { sql } of things) db.exec(sql);
}

/** Inserts rows given as objects whose keys are columns. */
export function inserter(db: Sqlite.Database, table: string, columns: readonly string[]): (values: readonly unknown[]) => void {
  const statement = db.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`);
  return values => void statement.run(...values);
}

export const EDITABLE = ['id', 'created_at', 'updated_at', 'version'];
const made = (n: number) => 1_750_000_000_000 + n * 1_000;
export const editable = (id: string, n: number) => [id, made(n), made(n), 1];

function fillPlaces(db: Sqlite.Database): void {
  const site = inserter(db, 'sites', [...EDITABLE, 'name', 'address', 'time_zone', 'opens_at', 'closes_at']);
  for (let n = 0; n < SITES; n++) {
    const hours = opensLate(n) ? ['17:00', '23:00'] : ['07:00', '21:00'];
    site([...editable(siteId(n), n), `Site ${n + 1}`, `${n + 1} Main Street`, ZONES[n % ZONES.length], ...hours]);
  }
  const user = inserter(db, 'users', [
    ...EDITABLE,
    'username',
    'email',
    'first_name',
    'last_name',
    'password_hash',
    'role',
    'priority',
    'authorizations',
    'active',
  ]);
  const login = inserter(db, 'logins', ['id', 'created_at', 'user_id', 'user_agent', 'last_used_at', 'expires_at']);
  for (let n = 0; n < USERS; n++) {
    const role = n < MANAGERS ? 'MANAGER' : 'EMPLOYEE';
    user([...editable(userId(n), n), `user${n}`, `user${n}@example.org`, 'Ann', `Doe ${n}`, 'nobody knows it', role, 'STANDARD', '[]', 1]);
    login([loginId(n), made(n), userId(n), 'bench', made(n), TODAY + 30 * DAY_MS]);
  }
  const resource = inserter(db, 'resources', [
    ...EDITABLE,
    'name',
    'kind',
    'capacity',
    'description',
    'features',
    'site_id',
    'location_building',
    'location_floor',
    'location_number',
    'state',
    'images',
    'hourly_rate',
  ]);
  const window = inserter(db, 'availability_windows', [...EDITABLE, 'resource_id', 'kind', 'starts_at', 'ends_at', 'reason', 'recurrence']);
  for (let n = 0; n < RESOURCES; n++) {
    const features = FEATURES.filter((_, i) => chance(5, n, i) % 3 === 0);
    resource([
      ...editable(resourceId(n), n),
      `${NAMES[chance(6, n) % NAMES.length]} ${String(n).padStart(4, '0')}`,
      KINDS[n % KINDS.length],
      2 + (chance(7, n) % 40),
      `What number ${n} is good for, in a sentence or two.`,
      JSON.stringify(features),
      siteId(siteOf(n)),
      `Building ${'ABCDE'[n % 5]}`,
      String(n % 7),
      String(100 + n),
      isActive(n) ? 'ACTIVE' : 'MAINTENANCE',
      JSON.stringify([`https://example.org/resources/${n}.jpg`]),
      5 + (n % 40),
    ]);
    if (hasWindow(n)) window([...editable(idOf(6, n), n), resourceId(n), ...windowOf(n)]);
  }
}

/** Of those with a window: half are being looked after when the search asks for them, a quarter is offered then and a quarter is not. */
function windowOf(n: number): unknown[] {
  const turn = Math.floor(n / 5) % 4;
  if (turn < 2) return ['MAINTENANCE', WANTED.start - 2 * HOUR_MS, WANTED.end + 2 * HOUR_MS, 'Looked after', 'ONCE'];
  return turn === 2
    ? ['NORMAL', TODAY, TODAY + 90 * DAY_MS, null, 'ONCE']
    : ['NORMAL', TODAY + 30 * DAY_MS, TODAY + 90 * DAY_MS, null, 'ONCE'];
}

const DAY_BEGINS = 8;
const SLOTS_A_DAY = 10;

function fillReservations(db: Sqlite.Database, count: number, layout: Layout): void {
  const insert = inserter(db, 'reservations', [
    ...EDITABLE,
    'resource_id',
    'user_id',
    'creator_id',
    'starts_at',
    'ends_at',
    'status',
    'participants',
    'description',
    'note',
  ]);
  const resources = layout === 'spread' ? RESOURCES : 1;
  const each = count / resources;
  const users = Array.from({ length: USERS }, (_, n) => userId(n));
  for (let resource = 0, n = 0; resource < resources; resource++) {
    const id = resourceId(resource);
    for (const direction of [-1, 1]) {
      const until = n + each / 2;
      for (let day = direction; n < until; day += direction) {
        if (isEmptyDay(day)) continue;
        for (let slot = 0; slot < SLOTS_A_DAY && n < until; slot++) {
          // About half of every day is taken.
          if (chance(8, resource, day * SLOTS_A_DAY + slot) % 2 === 0) continue;
          const startsAt = TODAY + day * DAY_MS + (DAY_BEGINS + slot) * HOUR_MS;
          const user = users[chance(9, n) % USERS];
          const status = statusOf(direction, n);
          insert([...editable(idOf(7, n), n), id, user, user, startsAt, startsAt + HOUR_MS, status, 1 + (n % 2), `Meeting ${n}`, null]);
          n++;
        }
      }
    }
  }
}

function statusOf(direction: number, n: number): string {
  const one = chance(10, n) % 10;
  if (one === 0) return 'CANCELLED';
  if (direction > 0) return one < 4 ? 'PENDING' : 'CONFIRMED';
  return one === 1 ? 'NO_SHOW' : 'COMPLETED';
}

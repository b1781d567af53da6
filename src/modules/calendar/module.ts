import { CalendarResolver } from './calendar.resolver.js';

/** What takes whose time, from all modules before it. */
export function calendarModule() {
  return { resolvers: [new CalendarResolver()] };
}

import { ClassGroup } from '../organizations/class-group.entity.js';
import { seeingClassCalendar } from './calendar.policy.js';
import { CalendarResolver } from './calendar.resolver.js';

/** What takes whose time, from all modules before it. */
export function calendarModule() {
  return {
    governed: [{ entity: ClassGroup, policies: [seeingClassCalendar], knownTo: 'everyone' as const }],
    resolvers: [new CalendarResolver()],
  };
}

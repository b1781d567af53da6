import { registerEnumType } from 'type-graphql';

export enum Role {
  ADMIN = 'ADMIN',
  MANAGER = 'MANAGER',
  STAFF = 'STAFF',
  TRAINER = 'TRAINER',
  LEARNER = 'LEARNER',
  EMPLOYEE = 'EMPLOYEE',
  SALES = 'SALES',
  SUPPORT = 'SUPPORT',
}

registerEnumType(Role, {
  name: 'Role',
  description: 'What someone is in the organisation; it decides what they may do.',
  valuesConfig: {
    ADMIN: { description: 'Administers everything.' },
    MANAGER: { description: 'Manages sites, resources and everybody’s reservations.' },
    STAFF: { description: 'Teaching staff.' },
    TRAINER: { description: 'Gives courses.' },
    LEARNER: { description: 'Takes courses.' },
    EMPLOYEE: { description: 'Works here and reserves things.' },
    SALES: { description: 'Looks after clients.' },
    SUPPORT: { description: 'Looks after events.' },
  },
});

const { ADMIN, LEARNER, MANAGER, STAFF, TRAINER } = Role;
const everyone = Object.values(Role);

/**
 * Who may do what: the one table. A module's policy adds who may do it with their own rows ("one's own reservation").
 * A user's `authorizations` are further permissions from this table, granted to that user alone.
 */
export const permissions = {
  'account:read': everyone,
  'account:update': everyone,
  'user:read': [MANAGER, ADMIN],
  'user:create': [ADMIN],
  'user:update': [ADMIN],
  'audit:read': [ADMIN],
  'user:export': [ADMIN],
  'user:erase': [ADMIN],
  'site:read': everyone,
  'site:create': [MANAGER, ADMIN],
  'site:update': [MANAGER, ADMIN],
  'site:delete': [ADMIN],
  'department:read': everyone,
  'department:create': [MANAGER, ADMIN],
  'department:update': [MANAGER, ADMIN],
  'department:delete': [ADMIN],
  'resource:read': everyone,
  'resource:create': [ADMIN],
  'resource:update': [MANAGER, ADMIN],
  'resource:delete': [ADMIN],
  'availabilityWindow:read': everyone,
  'availabilityWindow:create': [MANAGER, ADMIN],
  'availabilityWindow:update': [MANAGER, ADMIN],
  'availabilityWindow:delete': [MANAGER, ADMIN],
  'reservation:read': everyone,
  'reservation:read-details': [MANAGER, ADMIN],
  'reservation:create': everyone,
  'reservation:create-for-others': [MANAGER, ADMIN],
  'reservation:create-in-the-past': [ADMIN],
  'reservation:update': [MANAGER, ADMIN],
  'reservation:cancel': [MANAGER, ADMIN],
  'reservation:confirm': [MANAGER, ADMIN],
  'reservation:complete': [MANAGER, ADMIN],
  'reservation:mark-no-show': [MANAGER, ADMIN],
  'organization:read': everyone,
  'organization:create': [TRAINER, STAFF, ADMIN],
  'organization:update': [STAFF, ADMIN],
  'organization:delete': [STAFF, ADMIN],
  'classGroup:read': everyone,
  'classGroup:create': [STAFF, ADMIN],
  'classGroup:update': [STAFF, ADMIN],
  'classGroup:delete': [STAFF, ADMIN],
  'learner:invite': [TRAINER, STAFF, ADMIN],
  'learner:read': [TRAINER, STAFF, MANAGER, ADMIN],
  'learner:read-details': [STAFF, MANAGER, ADMIN],
  'course:read': everyone,
  'course:create': [TRAINER, STAFF, ADMIN],
  'course:create-for-others': [STAFF, ADMIN],
  'course:update': [STAFF, ADMIN],
  'course:assign': [STAFF, ADMIN],
  'course:delete': [STAFF, ADMIN],
  'session:read': everyone,
  'session:read-all': [STAFF, MANAGER, ADMIN],
  'session:create': [TRAINER, STAFF, ADMIN],
  'session:create-for-others': [STAFF, ADMIN],
  'session:update': [STAFF, ADMIN],
  'session:run': [STAFF, ADMIN],
  'session:cancel': [STAFF, ADMIN],
  'enrolment:read': [STAFF, ADMIN],
  'enrolment:create': [LEARNER, TRAINER, STAFF, ADMIN],
  'enrolment:create-for-others': [STAFF, ADMIN],
  'enrolment:update': [STAFF, ADMIN],
  'enrolment:cancel': [STAFF, ADMIN],
  'calendar:read': everyone,
  'exam:read': everyone,
  'exam:create': [TRAINER, STAFF, ADMIN],
  'exam:create-in-any-class': [STAFF, ADMIN],
  'exam:update': [STAFF, ADMIN],
  'exam:delete': [STAFF, ADMIN],
  'grade:read': [STAFF, ADMIN],
  'grade:set': [STAFF, ADMIN],
  'conversation:read': everyone,
  'conversation:start': everyone,
  'conversation:update': everyone,
  'conversation:moderate': [STAFF, ADMIN],
  'message:send': everyone,
  'message:update': everyone,
  'message:delete': everyone,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissions, name);
}

/** What a role may do by itself. */
export const permissionsOf: Readonly<Record<string, ReadonlySet<Permission>>> = Object.fromEntries(
  everyone.map(role => [role, permissionsOfRole(role)]),
);

function permissionsOfRole(role: Role): ReadonlySet<Permission> {
  const granted = Object.entries(permissions).filter(([, roles]: [string, readonly Role[]]) => roles.includes(role));
  return new Set(granted.map(([name]) => name as Permission));
}

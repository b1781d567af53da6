import type { TypedDocumentString } from './generated/documents.js';
import * as documents from './generated/documents.js';
import { type BookingWorld, book } from './support/booking.js';
import { PASSWORD, type Person, unique } from './support/seed.js';
import { slot } from './support/slots.js';
import { codeOf, enableTotp, setUpTotp } from './support/totp.js';

interface People {
  /** Who asks; for a visitor, the owner. */
  readonly person: Person;
  /** Whose row it is. */
  readonly owner: Person;
}

/** How to call a root field so that nothing but a missing right can refuse it. */
export interface Row {
  readonly document: TypedDocumentString<unknown, Record<string, unknown>>;
  variables(world: BookingWorld, people: People): Promise<unknown>;
  /** For a subscription: makes something happen that it tells. */
  event?(world: BookingWorld, variables: never): Promise<unknown>;
}

function row<Variables>(
  document: TypedDocumentString<unknown, Variables>,
  variables: (world: BookingWorld, people: People) => NoInfer<Variables> | Promise<NoInfer<Variables>>,
  event?: (world: BookingWorld, variables: NoInfer<Variables>) => Promise<unknown>,
): Row {
  return {
    document: document as unknown as Row['document'],
    variables: async (world, people) => variables(world, people),
    ...(event && { event: event as Row['event'] }),
  };
}

const none = () => ({});
const account = () => {
  const username = unique('new');
  return { username, email: `${username}@example.org`, firstName: 'Nina', lastName: 'New', password: 'a long enough one' };
};
const site = () => ({ name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' });
const idOf = async (thing: Promise<{ readonly id: string }>) => ({ id: (await thing).id });
const TIME = slot('10:00', '11:00');
const LATER = slot('12:00', '13:00');

async function window(world: BookingWorld) {
  return world.window(await world.resource(), { kind: 'MAINTENANCE', ...TIME });
}

async function reservation(world: BookingWorld, { owner }: People, status: 'PENDING' | 'CONFIRMED' = 'PENDING') {
  return world.reservation({ resourceId: (await world.resource()).id, userId: owner.id, status, ...TIME });
}

/** What proves to be somebody who has an authenticator app. */
async function protectedAccount(_world: BookingWorld, { person }: People) {
  const [code] = (await enableTotp(person)).recoveryCodes;
  return { input: { password: PASSWORD, code } };
}

export const rows: Readonly<Record<string, Row>> = {
  'Query.explainAccess': row(documents.ExplainAccess, () => ({ permission: 'site:delete' })),
  'Query.me': row(documents.Me, none),
  'Query.logins': row(documents.Logins, none),
  'Query.loginHistory': row(documents.LoginHistory, none),
  'Query.secondFactor': row(documents.SecondFactor, none),
  'Query.accountExport': row(documents.AccountExport, none),
  'Query.userExport': row(documents.UserExport, (_world, { owner }) => ({ id: owner.id })),
  'Query.users': row(documents.Users, none),
  'Query.user': row(documents.UserDetail, (_world, { owner }) => ({ id: owner.id })),
  'Query.auditEntries': row(documents.AuditEntries, none),
  'Query.sites': row(documents.Sites, none),
  'Query.site': row(documents.Site, world => idOf(world.site())),
  'Query.departments': row(documents.Departments, none),
  'Query.department': row(documents.DepartmentDetail, world => idOf(world.department())),
  'Query.resources': row(documents.Resources, none),
  'Query.resource': row(documents.ResourceDetail, world => idOf(world.resource())),
  'Query.availableResources': row(documents.AvailableResources, () => TIME),
  'Query.availabilityWindow': row(documents.AvailabilityWindowDetail, world => idOf(window(world))),
  'Query.reservations': row(documents.Reservations, none),
  'Query.reservation': row(documents.ReservationDetail, (world, people) => idOf(reservation(world, people))),

  'Mutation.register': row(documents.Register, () => ({ input: account() })),
  'Mutation.login': row(documents.Login, (_world, { owner }) => ({ input: { email: owner.email, password: PASSWORD } })),
  'Mutation.tokenRefresh': row(documents.TokenRefresh, (_world, { owner }) => ({ refreshToken: owner.refreshToken })),
  'Mutation.logout': row(documents.Logout, none),
  'Mutation.passwordChange': row(documents.PasswordChange, () => ({
    input: { currentPassword: PASSWORD, newPassword: 'another long enough one' },
  })),
  'Mutation.loginRevoke': row(documents.LoginRevoke, (_world, { person }) => ({ id: person.loginId })),
  'Mutation.passwordResetRequest': row(documents.PasswordResetRequest, (_world, { owner }) => ({ input: { email: owner.email } })),
  'Mutation.passwordReset': row(documents.PasswordReset, async (world, { owner }) => ({
    input: { token: await world.token(owner, 'password-reset'), newPassword: 'another long enough one' },
  })),
  'Mutation.emailVerificationRequest': row(documents.EmailVerificationRequest, none),
  'Mutation.emailVerify': row(documents.EmailVerify, async (world, { owner }) => ({
    token: await world.token(owner, 'email-verification'),
  })),
  'Mutation.emailChange': row(documents.EmailChange, () => ({ input: { email: `${unique('new')}@example.org`, password: PASSWORD } })),
  'Mutation.totpSetUp': row(documents.TotpSetUp, () => ({ input: { password: PASSWORD } })),
  'Mutation.totpEnable': row(documents.TotpEnable, async (_world, { person }) => ({ code: codeOf(await setUpTotp(person)) })),
  'Mutation.totpDisable': row(documents.TotpDisable, protectedAccount),
  'Mutation.recoveryCodesRenew': row(documents.RecoveryCodesRenew, protectedAccount),
  'Mutation.accountErase': row(documents.AccountErase, () => ({ input: { password: PASSWORD } })),
  'Mutation.userTotpDisable': row(documents.UserTotpDisable, async world => {
    const user = await world.user();
    await enableTotp(user);
    return { id: user.id };
  }),
  'Mutation.userErase': row(documents.UserErase, world => idOf(world.user())),
  'Mutation.userCreate': row(documents.UserCreate, () => ({ input: { ...account(), role: 'STAFF' as const } })),
  'Mutation.userUpdate': row(documents.UserUpdate, async world => ({ id: (await world.user()).id, input: { firstName: 'New' } })),
  'Mutation.siteCreate': row(documents.SiteCreate, () => ({ input: site() })),
  'Mutation.siteUpdate': row(documents.SiteUpdate, async world => ({ id: (await world.site()).id, input: { address: 'There' } })),
  'Mutation.siteDelete': row(documents.SiteDelete, world => idOf(world.site())),
  'Mutation.departmentCreate': row(documents.DepartmentCreate, async world => ({
    input: { name: 'New department', siteId: (await world.site()).id, managerId: (await world.user({ role: 'MANAGER' })).id },
  })),
  'Mutation.departmentUpdate': row(documents.DepartmentUpdate, async world => ({
    id: (await world.department()).id,
    input: { name: 'New name' },
  })),
  'Mutation.departmentDelete': row(documents.DepartmentDelete, world => idOf(world.department())),
  'Mutation.resourceCreate': row(documents.ResourceCreate, async world => ({
    input: { name: unique('Room'), kind: 'ROOM' as const, capacity: 4, siteId: (await world.site()).id },
  })),
  'Mutation.resourceUpdate': row(documents.ResourceUpdate, async world => ({ id: (await world.resource()).id, input: { capacity: 11 } })),
  'Mutation.resourceDelete': row(documents.ResourceDelete, world => idOf(world.resource())),
  'Mutation.availabilityWindowCreate': row(documents.AvailabilityWindowCreate, async world => ({
    input: { resourceId: (await world.resource()).id, kind: 'MAINTENANCE' as const, ...TIME },
  })),
  'Mutation.availabilityWindowUpdate': row(documents.AvailabilityWindowUpdate, async world => ({
    id: (await window(world)).id,
    input: { reason: 'Paint' },
  })),
  'Mutation.availabilityWindowDelete': row(documents.AvailabilityWindowDelete, world => idOf(window(world))),
  'Mutation.reservationCreate': row(documents.ReservationCreate, async world => ({
    input: { resourceId: (await world.resource()).id, participants: 2, ...TIME },
  })),
  'Mutation.reservationUpdate': row(documents.ReservationUpdate, async (world, people) => ({
    id: (await reservation(world, people)).id,
    input: LATER,
  })),
  'Mutation.reservationConfirm': row(documents.ReservationConfirm, (world, people) => idOf(reservation(world, people))),
  'Mutation.reservationCancel': row(documents.ReservationCancel, (world, people) => idOf(reservation(world, people))),
  'Mutation.reservationComplete': row(documents.ReservationComplete, (world, people) => idOf(reservation(world, people, 'CONFIRMED'))),
  'Mutation.reservationMarkNoShow': row(documents.ReservationMarkNoShow, (world, people) => idOf(reservation(world, people, 'CONFIRMED'))),

  'Subscription.reservationChanged': row(
    documents.ReservationChanged,
    async world => ({ resourceId: (await world.resource()).id }),
    async (world, { resourceId }) => book((await world.user()).client, { resourceId: resourceId ?? '', participants: 1, ...TIME }),
  ),
};

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type AccessBasis =
  | 'AUTHORIZATION'
  | 'OWNERSHIP'
  | 'ROLE';

export type AccessLack =
  | 'EXISTENCE'
  | 'OWNERSHIP'
  | 'PERMISSION';

export type AuditFilter = {
  readonly actorId?: string | null | undefined;
  readonly deed?: string | null | undefined;
  readonly entity?: string | null | undefined;
  readonly entityId?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
};

export type AuditKind =
  | 'ACCEPTED'
  | 'CREATED'
  | 'DELETED'
  | 'PRUNED'
  | 'REDACTED'
  | 'UPDATED';

export type AvailabilityWindowCreateInput = {
  readonly endsAt: string;
  readonly kind: AvailabilityWindowKind;
  readonly reason?: string | null | undefined;
  readonly recurrence?: Recurrence;
  readonly resourceId: string;
  readonly startsAt: string;
};

export type AvailabilityWindowKind =
  | 'MAINTENANCE'
  | 'NORMAL'
  | 'SPECIAL_EVENT';

export type AvailabilityWindowUpdateInput = {
  readonly endsAt?: string | null | undefined;
  readonly kind?: AvailabilityWindowKind | null | undefined;
  readonly reason?: string | null | undefined;
  readonly recurrence?: Recurrence | null | undefined;
  readonly startsAt?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type CalendarEntryKind =
  | 'ENROLMENT'
  | 'RESERVATION'
  | 'SESSION';

export type ClassGroupCreateInput = {
  readonly name: string;
  readonly organizationId: string;
};

export type ClassGroupUpdateInput = {
  readonly name?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type ConversationKind =
  | 'CLASS'
  | 'DIRECT'
  | 'SESSION';

export type ConversationStartInput = {
  readonly body: string;
  readonly classGroupId?: string | null | undefined;
  readonly participantIds?: ReadonlyArray<string> | null | undefined;
  readonly sessionId?: string | null | undefined;
  readonly subject?: string | null | undefined;
};

export type CourseCreateInput = {
  readonly description?: string | null | undefined;
  readonly durationMinutes: number;
  readonly objectives?: string | null | undefined;
  readonly ownerId?: string | null | undefined;
  readonly published?: boolean;
  readonly title: string;
};

export type CourseFilter = {
  readonly mine?: boolean | null | undefined;
  readonly onOffer?: boolean | null | undefined;
  readonly search?: string | null | undefined;
  readonly trainerId?: string | null | undefined;
};

export type CourseUpdateInput = {
  readonly description?: string | null | undefined;
  readonly durationMinutes?: number | null | undefined;
  readonly objectives?: string | null | undefined;
  readonly published?: boolean | null | undefined;
  readonly title?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type DepartmentCreateInput = {
  readonly annualBudget?: number | null | undefined;
  readonly managerId: string;
  readonly name: string;
  readonly siteId: string;
};

export type DepartmentFilter = {
  readonly managerId?: string | null | undefined;
  readonly search?: string | null | undefined;
  readonly siteId?: string | null | undefined;
};

export type DepartmentUpdateInput = {
  readonly annualBudget?: number | null | undefined;
  readonly managerId?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly siteId?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type EmailChangeInput = {
  readonly code?: string | null | undefined;
  readonly email: string;
  readonly password: string;
};

export type EnrolmentChangeKind =
  | 'CANCELLED'
  | 'ENROLLED'
  | 'MARKED'
  | 'PROGRESS'
  | 'PROMOTED'
  | 'WAITLISTED';

export type EnrolmentFilter = {
  readonly statuses?: ReadonlyArray<EnrolmentStatus> | null | undefined;
};

export type EnrolmentStatus =
  | 'ABSENT'
  | 'ATTENDED'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'ENROLLED'
  | 'WAITLISTED';

export type ErrorCode =
  | 'BOOKING_CONFLICT'
  | 'ENDS_BEFORE_START'
  | 'INVALID_CODE'
  | 'INVALID_CREDENTIALS'
  | 'INVALID_FORMAT'
  | 'INVALID_STATUS'
  | 'INVALID_TOKEN'
  | 'INVALID_VALUE'
  | 'IN_THE_PAST'
  | 'IN_USE'
  | 'NOT_ALLOWED'
  | 'NOT_FOUND'
  | 'NOT_ON_QUARTER_HOUR'
  | 'OUTSIDE_OPENING_HOURS'
  | 'OVER_CAPACITY'
  | 'REQUIRED'
  | 'RESOURCE_NOT_USABLE'
  | 'SECOND_FACTOR_NEEDED'
  | 'STALE'
  | 'TAKEN'
  | 'TOO_LARGE'
  | 'TOO_LATE'
  | 'TOO_LONG'
  | 'TOO_SHORT'
  | 'TOO_SMALL'
  | 'UNAVAILABLE'
  | 'WEAK_PASSWORD';

export type ExamCreateInput = {
  readonly classGroupId: string;
  readonly coefficient?: string;
  readonly courseId: string;
  readonly date: string;
  readonly kind: ExamKind;
  readonly title: string;
};

export type ExamFilter = {
  readonly classGroupId?: string | null | undefined;
  readonly courseId?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly kind?: ExamKind | null | undefined;
  readonly to?: string | null | undefined;
};

export type ExamKind =
  | 'EXAM'
  | 'TECH_DEMO';

export type ExamUpdateInput = {
  readonly coefficient?: string | null | undefined;
  readonly date?: string | null | undefined;
  readonly kind?: ExamKind | null | undefined;
  readonly title?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type InvitationAcceptInput = {
  readonly birthDate?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly password: string;
  readonly phone?: string | null | undefined;
  readonly photoUrl?: string | null | undefined;
  readonly token: string;
};

export type LearnerFilter = {
  readonly classGroupId?: string | null | undefined;
  readonly organizationId?: string | null | undefined;
  readonly search?: string | null | undefined;
};

export type LearnerInviteInput = {
  readonly birthDate?: string | null | undefined;
  readonly classGroupId?: string | null | undefined;
  readonly email: string;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly phone?: string | null | undefined;
};

export type LearnerOrder = {
  readonly direction?: OrderDirection;
  readonly field: LearnerOrderField;
};

export type LearnerOrderField =
  | 'AVERAGE'
  | 'NAME';

export type LocationInput = {
  readonly building?: string | null | undefined;
  readonly floor?: string | null | undefined;
  readonly number?: string | null | undefined;
};

export type LoginInput = {
  readonly code?: string | null | undefined;
  readonly deviceToken?: string | null | undefined;
  readonly email: string;
  readonly password: string;
};

export type LoginOutcome =
  | 'CODE_NEEDED'
  | 'LOGGED_IN'
  | 'WRONG_CODE'
  | 'WRONG_PASSWORD';

export type MaterialInput = {
  readonly kind: MaterialKind;
  readonly title: string;
  readonly url: string;
};

export type MaterialKind =
  | 'DOCUMENT'
  | 'LINK'
  | 'VIDEO';

export type MaterialUpdateInput = {
  readonly kind?: MaterialKind | null | undefined;
  readonly title?: string | null | undefined;
  readonly url?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type OrganizationCreateInput = {
  readonly address?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly logoUrl?: string | null | undefined;
  readonly name: string;
  readonly phone?: string | null | undefined;
};

export type OrganizationFilter = {
  readonly mine?: boolean | null | undefined;
  readonly search?: string | null | undefined;
};

export type OrganizationUpdateInput = {
  readonly address?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly logoUrl?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type PasswordChangeInput = {
  readonly currentPassword: string;
  readonly newPassword: string;
};

export type PasswordResetInput = {
  readonly newPassword: string;
  readonly token: string;
};

export type PasswordResetRequestInput = {
  readonly email: string;
};

export type Priority =
  | 'PRIORITY'
  | 'STANDARD';

export type ProfileUpdateInput = {
  readonly birthDate?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly photoUrl?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type ProofInput = {
  readonly code?: string | null | undefined;
  readonly password: string;
};

export type Recurrence =
  | 'DAILY'
  | 'ONCE'
  | 'WEEKLY';

export type RegisterInput = {
  readonly departmentId?: string | null | undefined;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  readonly primarySiteId?: string | null | undefined;
  readonly role?: RegistrationRole;
  readonly username: string;
};

export type RegistrationRole =
  | 'EMPLOYEE'
  | 'LEARNER';

export type ReservationChangeKind =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'CONFIRMED'
  | 'CREATED'
  | 'NO_SHOW'
  | 'UPDATED';

export type ReservationCreateInput = {
  readonly description?: string | null | undefined;
  readonly endsAt: string;
  readonly note?: string | null | undefined;
  readonly participants?: number;
  readonly resourceId: string;
  readonly startsAt: string;
  readonly userId?: string | null | undefined;
};

export type ReservationFilter = {
  readonly from?: string | null | undefined;
  readonly resourceId?: string | null | undefined;
  readonly siteId?: string | null | undefined;
  readonly statuses?: ReadonlyArray<ReservationStatus> | null | undefined;
  readonly to?: string | null | undefined;
  readonly upcoming?: boolean | null | undefined;
  readonly userId?: string | null | undefined;
};

export type ReservationOrder = {
  readonly direction?: OrderDirection;
  readonly field: ReservationOrderField;
};

export type ReservationOrderField =
  | 'CREATED_AT'
  | 'STARTS_AT';

export type ReservationStatus =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'CONFIRMED'
  | 'NO_SHOW'
  | 'PENDING';

export type ReservationUpdateInput = {
  readonly description?: string | null | undefined;
  readonly endsAt?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly participants?: number | null | undefined;
  readonly resourceId?: string | null | undefined;
  readonly startsAt?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type ResourceCreateInput = {
  readonly capacity: number;
  readonly closesAt?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly features?: ReadonlyArray<string>;
  readonly hourlyRate?: number | null | undefined;
  readonly images?: ReadonlyArray<string>;
  readonly kind: ResourceKind;
  readonly location?: LocationInput | null | undefined;
  readonly name: string;
  readonly opensAt?: string | null | undefined;
  readonly siteId: string;
  readonly state?: ResourceState;
};

export type ResourceFilter = {
  readonly building?: string | null | undefined;
  readonly features?: ReadonlyArray<string> | null | undefined;
  readonly kind?: ResourceKind | null | undefined;
  readonly minCapacity?: number | null | undefined;
  readonly search?: string | null | undefined;
  readonly siteId?: string | null | undefined;
  readonly usable?: boolean | null | undefined;
};

export type ResourceKind =
  | 'EQUIPMENT'
  | 'ROOM'
  | 'VEHICLE';

export type ResourceOrder = {
  readonly direction?: OrderDirection;
  readonly field: ResourceOrderField;
};

export type ResourceOrderField =
  | 'CAPACITY'
  | 'KIND'
  | 'NAME';

export type ResourceState =
  | 'ACTIVE'
  | 'MAINTENANCE'
  | 'OUT_OF_SERVICE';

export type ResourceUpdateInput = {
  readonly capacity?: number | null | undefined;
  readonly closesAt?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly features?: ReadonlyArray<string> | null | undefined;
  readonly hourlyRate?: number | null | undefined;
  readonly images?: ReadonlyArray<string> | null | undefined;
  readonly kind?: ResourceKind | null | undefined;
  readonly location?: LocationInput | null | undefined;
  readonly name?: string | null | undefined;
  readonly opensAt?: string | null | undefined;
  readonly siteId?: string | null | undefined;
  readonly state?: ResourceState | null | undefined;
  readonly version?: number | null | undefined;
};

export type Role =
  | 'ADMIN'
  | 'EMPLOYEE'
  | 'LEARNER'
  | 'MANAGER'
  | 'SALES'
  | 'STAFF'
  | 'SUPPORT'
  | 'TRAINER';

export type SessionChangeKind =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'CREATED'
  | 'RESCHEDULED'
  | 'SEATS'
  | 'STARTED'
  | 'UPDATED';

export type SessionCreateInput = {
  readonly capacity: number;
  readonly courseId: string;
  readonly endsAt: string;
  readonly equipmentIds?: ReadonlyArray<string>;
  readonly roomId: string;
  readonly startsAt: string;
  readonly trainerId?: string | null | undefined;
};

export type SessionFilter = {
  readonly courseId?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly siteId?: string | null | undefined;
  readonly statuses?: ReadonlyArray<SessionStatus> | null | undefined;
  readonly to?: string | null | undefined;
  readonly trainerId?: string | null | undefined;
  readonly upcoming?: boolean | null | undefined;
  readonly withSeats?: boolean | null | undefined;
};

export type SessionOrder = {
  readonly direction?: OrderDirection;
  readonly field: SessionOrderField;
};

export type SessionOrderField =
  | 'STARTS_AT';

export type SessionStatus =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'RUNNING'
  | 'SCHEDULED';

export type SessionUpdateInput = {
  readonly capacity?: number | null | undefined;
  readonly equipmentIds?: ReadonlyArray<string> | null | undefined;
  readonly roomId?: string | null | undefined;
  readonly trainerId?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type SiteCreateInput = {
  readonly address: string;
  readonly closesAt: string;
  readonly name: string;
  readonly opensAt: string;
  readonly timeZone: string;
};

export type SiteFilter = {
  readonly search?: string | null | undefined;
};

export type SiteOrder = {
  readonly direction?: OrderDirection;
  readonly field: SiteOrderField;
};

export type SiteOrderField =
  | 'CREATED_AT'
  | 'NAME';

export type SiteUpdateInput = {
  readonly address?: string | null | undefined;
  readonly closesAt?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly opensAt?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type UnavailabilityReason =
  | 'CLOSED'
  | 'FULLY_BOOKED'
  | 'MAINTENANCE'
  | 'NOT_ACTIVE'
  | 'NOT_OFFERED'
  | 'SPECIAL_EVENT';

export type UserCreateInput = {
  readonly authorizations?: ReadonlyArray<string>;
  readonly departmentId?: string | null | undefined;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  readonly primarySiteId?: string | null | undefined;
  readonly priority?: Priority;
  readonly role: Role;
  readonly username: string;
};

export type UserFilter = {
  readonly active?: boolean | null | undefined;
  readonly departmentId?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly role?: Role | null | undefined;
  readonly search?: string | null | undefined;
  readonly siteId?: string | null | undefined;
};

export type UserOrder = {
  readonly direction?: OrderDirection;
  readonly field: UserOrderField;
};

export type UserOrderField =
  | 'CREATED_AT'
  | 'EMAIL'
  | 'NAME';

export type UserUpdateInput = {
  readonly active?: boolean | null | undefined;
  readonly authorizations?: ReadonlyArray<string> | null | undefined;
  readonly birthDate?: string | null | undefined;
  readonly departmentId?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly photoUrl?: string | null | undefined;
  readonly primarySiteId?: string | null | undefined;
  readonly priority?: Priority | null | undefined;
  readonly role?: Role | null | undefined;
  readonly username?: string | null | undefined;
  readonly version?: number | null | undefined;
};

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly me: { readonly id: string, readonly username: string, readonly email: string | null, readonly firstName: string, readonly lastName: string, readonly fullName: string, readonly role: Role | null, readonly priority: Priority | null, readonly authorizations: ReadonlyArray<string> | null, readonly active: boolean | null, readonly version: number, readonly createdAt: string, readonly updatedAt: string } | null };

export type UserDetailQueryVariables = Exact<{
  id: string;
}>;


export type UserDetailQuery = { readonly user: { readonly id: string, readonly username: string, readonly email: string | null, readonly firstName: string, readonly lastName: string, readonly fullName: string, readonly role: Role | null, readonly priority: Priority | null, readonly authorizations: ReadonlyArray<string> | null, readonly active: boolean | null, readonly version: number, readonly createdAt: string, readonly primarySite: { readonly id: string, readonly name: string } | null, readonly department: { readonly id: string, readonly name: string } | null } | null };

export type UsersWithPlacesQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type UsersWithPlacesQuery = { readonly users: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly fullName: string, readonly primarySite: { readonly id: string, readonly name: string } | null, readonly department: { readonly id: string, readonly name: string, readonly manager: { readonly id: string, readonly fullName: string } } | null }> } };

export type UserCreateDetailedMutationVariables = Exact<{
  input: UserCreateInput;
}>;


export type UserCreateDetailedMutation = { readonly userCreate: { readonly user: { readonly id: string, readonly username: string, readonly email: string | null, readonly fullName: string, readonly role: Role | null, readonly priority: Priority | null, readonly authorizations: ReadonlyArray<string> | null, readonly active: boolean | null, readonly primarySite: { readonly id: string } | null, readonly department: { readonly id: string } | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ManagerOfDepartmentQueryVariables = Exact<{
  id: string;
}>;


export type ManagerOfDepartmentQuery = { readonly department: { readonly manager: { readonly id: string, readonly username: string, readonly fullName: string, readonly email: string | null, readonly role: Role | null, readonly priority: Priority | null, readonly authorizations: ReadonlyArray<string> | null, readonly active: boolean | null, readonly primarySite: { readonly id: string } | null, readonly department: { readonly id: string } | null } } | null };

export type ExplainAccessQueryVariables = Exact<{
  permission: string;
  id?: string | null | undefined;
}>;


export type ExplainAccessQuery = { readonly explainAccess: { readonly permission: string, readonly allowed: boolean, readonly by: AccessBasis | null, readonly role: Role | null, readonly authorization: string | null, readonly missing: AccessLack | null, readonly roles: ReadonlyArray<Role>, readonly message: string } };

export type LoginHistoryQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LoginHistoryQuery = { readonly loginHistory: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly createdAt: string, readonly outcome: LoginOutcome, readonly address: string, readonly userAgent: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type SecondFactorQueryVariables = Exact<{ [key: string]: never; }>;


export type SecondFactorQuery = { readonly secondFactor: { readonly enabledAt: string | null, readonly recoveryCodesLeft: number } };

export type EmailStateQueryVariables = Exact<{ [key: string]: never; }>;


export type EmailStateQuery = { readonly me: { readonly email: string | null, readonly emailVerified: boolean | null, readonly pendingEmail: string | null } | null };

export type AccountExportQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AccountExportQuery = { readonly accountExport: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly kind: string, readonly fields: Record<string, unknown> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type UserExportQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UserExportQuery = { readonly userExport: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly kind: string, readonly fields: Record<string, unknown> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type LoginFromDeviceMutationVariables = Exact<{
  input: LoginInput;
}>;


export type LoginFromDeviceMutation = { readonly login: { readonly accessToken: string | null, readonly deviceToken: string | null, readonly user: { readonly id: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type PasswordResetRequestMutationVariables = Exact<{
  input: PasswordResetRequestInput;
}>;


export type PasswordResetRequestMutation = { readonly passwordResetRequest: { readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type PasswordResetMutationVariables = Exact<{
  input: PasswordResetInput;
}>;


export type PasswordResetMutation = { readonly passwordReset: { readonly deviceToken: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type EmailVerificationRequestMutationVariables = Exact<{ [key: string]: never; }>;


export type EmailVerificationRequestMutation = { readonly emailVerificationRequest: { readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type EmailVerifyMutationVariables = Exact<{
  token: string;
}>;


export type EmailVerifyMutation = { readonly emailVerify: { readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type EmailChangeMutationVariables = Exact<{
  input: EmailChangeInput;
}>;


export type EmailChangeMutation = { readonly emailChange: { readonly user: { readonly email: string | null, readonly emailVerified: boolean | null, readonly pendingEmail: string | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type TotpSetUpMutationVariables = Exact<{
  input: ProofInput;
}>;


export type TotpSetUpMutation = { readonly totpSetUp: { readonly secret: string | null, readonly uri: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type TotpEnableMutationVariables = Exact<{
  code: string;
}>;


export type TotpEnableMutation = { readonly totpEnable: { readonly recoveryCodes: ReadonlyArray<string> | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type TotpDisableMutationVariables = Exact<{
  input: ProofInput;
}>;


export type TotpDisableMutation = { readonly totpDisable: { readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type RecoveryCodesRenewMutationVariables = Exact<{
  input: ProofInput;
}>;


export type RecoveryCodesRenewMutation = { readonly recoveryCodesRenew: { readonly recoveryCodes: ReadonlyArray<string> | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type UserTotpDisableMutationVariables = Exact<{
  id: string;
}>;


export type UserTotpDisableMutation = { readonly userTotpDisable: { readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type AccountEraseMutationVariables = Exact<{
  input: ProofInput;
}>;


export type AccountEraseMutation = { readonly accountErase: { readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type UserEraseMutationVariables = Exact<{
  id: string;
}>;


export type UserEraseMutation = { readonly userErase: { readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type AuditEntriesQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditEntriesQuery = { readonly auditEntries: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly sequence: number, readonly createdAt: string, readonly actorId: string | null, readonly deed: string, readonly requestId: string | null, readonly entity: string, readonly entityId: string, readonly kind: AuditKind, readonly erased: boolean, readonly hash: string, readonly changes: ReadonlyArray<{ readonly field: string, readonly before: unknown, readonly after: unknown, readonly withheld: boolean }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type AuditEntryIdsQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditEntryIdsQuery = { readonly auditEntries: { readonly nodes: ReadonlyArray<{ readonly id: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

type Problem_BookingConflict_Fragment = { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> };

type Problem_InUse_Fragment = { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> };

type Problem_NotEnoughSeats_Fragment = { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> };

type Problem_Problem_Fragment = { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> };

export type ProblemFragment =
  | Problem_BookingConflict_Fragment
  | Problem_InUse_Fragment
  | Problem_NotEnoughSeats_Fragment
  | Problem_Problem_Fragment
;

export type ReservationCardFragment = { readonly id: string, readonly status: ReservationStatus, readonly startsAt: string, readonly endsAt: string, readonly durationMinutes: number, readonly participants: number | null, readonly description: string | null, readonly note: string | null, readonly isActive: boolean, readonly isUpcoming: boolean, readonly viewerCanCancel: boolean, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly resource: { readonly id: string, readonly name: string }, readonly user: { readonly id: string, readonly fullName: string } | null, readonly creator: { readonly id: string, readonly fullName: string } | null };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { readonly register: { readonly accessToken: string | null, readonly accessTokenExpiresAt: string | null, readonly refreshToken: string | null, readonly user: { readonly id: string, readonly role: Role | null, readonly priority: Priority | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type LoginMutationVariables = Exact<{
  input: LoginInput;
}>;


export type LoginMutation = { readonly login: { readonly accessToken: string | null, readonly accessTokenExpiresAt: string | null, readonly refreshToken: string | null, readonly user: { readonly id: string, readonly username: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type TokenRefreshMutationVariables = Exact<{
  refreshToken?: string | null | undefined;
}>;


export type TokenRefreshMutation = { readonly tokenRefresh: { readonly accessToken: string | null, readonly refreshToken: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type LogoutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogoutMutation = { readonly logout: { readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type PasswordChangeMutationVariables = Exact<{
  input: PasswordChangeInput;
}>;


export type PasswordChangeMutation = { readonly passwordChange: { readonly user: { readonly id: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type LoginsQueryVariables = Exact<{ [key: string]: never; }>;


export type LoginsQuery = { readonly logins: ReadonlyArray<{ readonly id: string, readonly createdAt: string, readonly lastUsedAt: string, readonly userAgent: string | null, readonly current: boolean }> };

export type LoginRevokeMutationVariables = Exact<{
  id: string;
}>;


export type LoginRevokeMutation = { readonly loginRevoke: { readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly me: { readonly id: string, readonly username: string, readonly email: string | null, readonly fullName: string, readonly role: Role | null, readonly priority: Priority | null, readonly authorizations: ReadonlyArray<string> | null, readonly active: boolean | null, readonly createdAt: string, readonly primarySite: { readonly id: string, readonly name: string } | null, readonly department: { readonly id: string, readonly name: string } | null, readonly reservations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string }> } } | null };

export type UsersQueryVariables = Exact<{
  filter?: UserFilter | null | undefined;
  orderBy?: UserOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UsersQuery = { readonly users: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly username: string, readonly email: string | null, readonly fullName: string, readonly role: Role | null, readonly active: boolean | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type UserCreateMutationVariables = Exact<{
  input: UserCreateInput;
}>;


export type UserCreateMutation = { readonly userCreate: { readonly user: { readonly id: string, readonly role: Role | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type UserUpdateMutationVariables = Exact<{
  id: string;
  input: UserUpdateInput;
}>;


export type UserUpdateMutation = { readonly userUpdate: { readonly user: { readonly id: string, readonly role: Role | null, readonly authorizations: ReadonlyArray<string> | null, readonly active: boolean | null, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SitesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SitesQuery = { readonly sites: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly address: string, readonly timeZone: string, readonly opensAt: string, readonly closesAt: string }>, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type SiteQueryVariables = Exact<{
  id: string;
}>;


export type SiteQuery = { readonly site: { readonly id: string, readonly name: string, readonly resources: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }> }, readonly departments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }> } } | null };

export type SiteCreateMutationVariables = Exact<{
  input: SiteCreateInput;
}>;


export type SiteCreateMutation = { readonly siteCreate: { readonly site: { readonly id: string, readonly name: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SiteUpdateMutationVariables = Exact<{
  id: string;
  input: SiteUpdateInput;
}>;


export type SiteUpdateMutation = { readonly siteUpdate: { readonly site: { readonly id: string, readonly name: string, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SiteDeleteMutationVariables = Exact<{
  id: string;
}>;


export type SiteDeleteMutation = { readonly siteDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type DepartmentCreateMutationVariables = Exact<{
  input: DepartmentCreateInput;
}>;


export type DepartmentCreateMutation = { readonly departmentCreate: { readonly department: { readonly id: string, readonly name: string, readonly annualBudget: number | null, readonly manager: { readonly id: string }, readonly site: { readonly id: string } } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ResourcesQueryVariables = Exact<{
  filter?: ResourceFilter | null | undefined;
  orderBy?: ResourceOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ResourcesQuery = { readonly resources: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: ResourceKind, readonly capacity: number, readonly description: string | null, readonly features: ReadonlyArray<string>, readonly state: ResourceState, readonly opensAt: string | null, readonly closesAt: string | null, readonly images: ReadonlyArray<string>, readonly hourlyRate: number | null, readonly location: { readonly building: string | null, readonly floor: string | null, readonly number: string | null }, readonly site: { readonly id: string, readonly name: string, readonly timeZone: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ResourceDetailQueryVariables = Exact<{
  id: string;
}>;


export type ResourceDetailQuery = { readonly resource: { readonly id: string, readonly name: string, readonly isUsable: boolean, readonly isOpen: boolean, readonly statistics: { readonly totalReservations: number, readonly activeReservations: number, readonly upcomingReservations: number, readonly occupancyNext7Days: number, readonly hoursReservedLast30Days: number, readonly meanDurationMinutes: number | null }, readonly upcomingReservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus }>, readonly availability: ReadonlyArray<{ readonly date: string, readonly available: boolean, readonly reason: UnavailabilityReason | null, readonly freeSlots: number }>, readonly freeSlots: ReadonlyArray<{ readonly startsAt: string, readonly endsAt: string }> } | null };

export type AvailableResourcesQueryVariables = Exact<{
  startsAt: string;
  endsAt: string;
  filter?: ResourceFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type AvailableResourcesQuery = { readonly availableResources: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly capacity: number }> } };

export type ResourceCreateMutationVariables = Exact<{
  input: ResourceCreateInput;
}>;


export type ResourceCreateMutation = { readonly resourceCreate: { readonly resource: { readonly id: string, readonly name: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ResourceUpdateMutationVariables = Exact<{
  id: string;
  input: ResourceUpdateInput;
}>;


export type ResourceUpdateMutation = { readonly resourceUpdate: { readonly resource: { readonly id: string, readonly state: ResourceState, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ResourceDeleteMutationVariables = Exact<{
  id: string;
}>;


export type ResourceDeleteMutation = { readonly resourceDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type AvailabilityWindowCreateMutationVariables = Exact<{
  input: AvailabilityWindowCreateInput;
}>;


export type AvailabilityWindowCreateMutation = { readonly availabilityWindowCreate: { readonly availabilityWindow: { readonly id: string, readonly kind: AvailabilityWindowKind, readonly recurrence: Recurrence } | null, readonly affectedReservations: ReadonlyArray<{ readonly id: string }>, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationsQueryVariables = Exact<{
  filter?: ReservationFilter | null | undefined;
  orderBy?: ReservationOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReservationsQuery = { readonly reservations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: ReservationStatus, readonly startsAt: string, readonly endsAt: string, readonly durationMinutes: number, readonly participants: number | null, readonly description: string | null, readonly note: string | null, readonly isActive: boolean, readonly isUpcoming: boolean, readonly viewerCanCancel: boolean, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly resource: { readonly id: string, readonly name: string }, readonly user: { readonly id: string, readonly fullName: string } | null, readonly creator: { readonly id: string, readonly fullName: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ReservationCreateMutationVariables = Exact<{
  input: ReservationCreateInput;
}>;


export type ReservationCreateMutation = { readonly reservationCreate: { readonly reservation: { readonly id: string, readonly status: ReservationStatus, readonly startsAt: string, readonly endsAt: string, readonly durationMinutes: number, readonly participants: number | null, readonly description: string | null, readonly note: string | null, readonly isActive: boolean, readonly isUpcoming: boolean, readonly viewerCanCancel: boolean, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly resource: { readonly id: string, readonly name: string }, readonly user: { readonly id: string, readonly fullName: string } | null, readonly creator: { readonly id: string, readonly fullName: string } | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly startsAt: string, readonly endsAt: string }>, readonly alternatives: ReadonlyArray<{ readonly startsAt: string, readonly endsAt: string, readonly resource: { readonly id: string, readonly name: string } }> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationUpdateMutationVariables = Exact<{
  id: string;
  input: ReservationUpdateInput;
}>;


export type ReservationUpdateMutation = { readonly reservationUpdate: { readonly reservation: { readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationConfirmMutationVariables = Exact<{
  id: string;
}>;


export type ReservationConfirmMutation = { readonly reservationConfirm: { readonly reservation: { readonly id: string, readonly status: ReservationStatus } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationCancelMutationVariables = Exact<{
  id: string;
}>;


export type ReservationCancelMutation = { readonly reservationCancel: { readonly reservation: { readonly id: string, readonly status: ReservationStatus } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationCompleteMutationVariables = Exact<{
  id: string;
}>;


export type ReservationCompleteMutation = { readonly reservationComplete: { readonly reservation: { readonly id: string, readonly status: ReservationStatus } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationMarkNoShowMutationVariables = Exact<{
  id: string;
}>;


export type ReservationMarkNoShowMutation = { readonly reservationMarkNoShow: { readonly reservation: { readonly id: string, readonly status: ReservationStatus } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationChangedSubscriptionVariables = Exact<{
  siteId?: string | null | undefined;
  resourceId?: string | null | undefined;
}>;


export type ReservationChangedSubscription = { readonly reservationChanged: { readonly change: ReservationChangeKind, readonly reservation: { readonly id: string, readonly status: ReservationStatus, readonly startsAt: string, readonly endsAt: string, readonly resource: { readonly id: string, readonly name: string }, readonly user: { readonly id: string } | null } } | null };

export type CalendarQueryVariables = Exact<{
  from: string;
  to: string;
  roomId?: string | null | undefined;
  trainerId?: string | null | undefined;
  classGroupId?: string | null | undefined;
  timeZone?: string | null | undefined;
}>;


export type CalendarQuery = { readonly calendar: ReadonlyArray<{ readonly kind: CalendarEntryKind, readonly startsAt: string, readonly endsAt: string, readonly localStartsAt: string, readonly localEndsAt: string, readonly title: string, readonly session: { readonly id: string, readonly seatsLeft: number } | null, readonly enrolment: { readonly id: string, readonly status: EnrolmentStatus, readonly waitingPosition: number | null } | null, readonly reservation: { readonly id: string, readonly status: ReservationStatus, readonly description: string | null, readonly user: { readonly id: string } | null, readonly session: { readonly id: string } | null } | null }> };

export type CourseDetailQueryVariables = Exact<{
  id: string;
}>;


export type CourseDetailQuery = { readonly course: { readonly id: string, readonly title: string, readonly description: string | null, readonly objectives: string | null, readonly durationMinutes: number, readonly published: boolean, readonly version: number, readonly viewerCanUpdate: boolean, readonly owner: { readonly id: string }, readonly materials: ReadonlyArray<{ readonly id: string, readonly kind: MaterialKind, readonly title: string, readonly url: string, readonly position: number, readonly version: number }> | null, readonly assignments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly classGroup: { readonly id: string } | null, readonly learner: { readonly id: string } | null }> } | null, readonly learners: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string }> } | null } | null };

export type CourseTitlesQueryVariables = Exact<{
  filter?: CourseFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CourseTitlesQuery = { readonly courses: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CourseMaterialsQueryVariables = Exact<{
  id: string;
}>;


export type CourseMaterialsQuery = { readonly course: { readonly materials: ReadonlyArray<{ readonly id: string, readonly title: string, readonly position: number }> | null } | null };

export type CourseLearnersQueryVariables = Exact<{
  id: string;
  orderBy?: LearnerOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CourseLearnersQuery = { readonly course: { readonly learners: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly lastName: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type CoursesInFullQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type CoursesInFullQuery = { readonly courses: { readonly nodes: ReadonlyArray<{ readonly title: string, readonly viewerCanUpdate: boolean, readonly owner: { readonly id: string, readonly fullName: string }, readonly materials: ReadonlyArray<{ readonly title: string }> | null, readonly assignments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly classGroup: { readonly name: string, readonly organization: { readonly name: string } } | null, readonly learner: { readonly fullName: string } | null }> } | null, readonly learners: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly fullName: string, readonly email: string | null }> } | null }> } };

export type CourseDeleteMutationVariables = Exact<{
  id: string;
}>;


export type CourseDeleteMutation = { readonly courseDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type CourseUnassignMutationVariables = Exact<{
  id: string;
  classGroupIds?: ReadonlyArray<string> | string | null | undefined;
  learnerIds?: ReadonlyArray<string> | string | null | undefined;
}>;


export type CourseUnassignMutation = { readonly courseUnassign: { readonly course: { readonly id: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type MaterialUpdateMutationVariables = Exact<{
  id: string;
  input: MaterialUpdateInput;
}>;


export type MaterialUpdateMutation = { readonly materialUpdate: { readonly material: { readonly id: string, readonly kind: MaterialKind, readonly title: string, readonly url: string, readonly position: number, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type MaterialMoveMutationVariables = Exact<{
  id: string;
  position: number;
}>;


export type MaterialMoveMutation = { readonly materialMove: { readonly material: { readonly id: string, readonly position: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type MaterialRemoveMutationVariables = Exact<{
  id: string;
}>;


export type MaterialRemoveMutation = { readonly materialRemove: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SessionEnrolMutationVariables = Exact<{
  id: string;
  learnerId?: string | null | undefined;
}>;


export type SessionEnrolMutation = { readonly sessionEnrol: { readonly enrolment: { readonly id: string, readonly status: EnrolmentStatus, readonly waitingPosition: number | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SessionEnrolClassMutationVariables = Exact<{
  id: string;
  classGroupId: string;
  partial?: boolean | null | undefined;
}>;


export type SessionEnrolClassMutation = { readonly sessionEnrolClass: { readonly enrolments: ReadonlyArray<{ readonly id: string, readonly status: EnrolmentStatus, readonly learner: { readonly id: string } }> | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly seatsLeft: number, readonly seatsWanted: number, readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type EnrolmentCancelMutationVariables = Exact<{
  id: string;
}>;


export type EnrolmentCancelMutation = { readonly enrolmentCancel: { readonly enrolment: { readonly id: string, readonly status: EnrolmentStatus } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type EnrolmentMarkMutationVariables = Exact<{
  id: string;
  status: EnrolmentStatus;
}>;


export type EnrolmentMarkMutation = { readonly enrolmentMark: { readonly enrolment: { readonly id: string, readonly status: EnrolmentStatus } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ProgressRecordMutationVariables = Exact<{
  enrolmentId: string;
  percent: number;
  note?: string | null | undefined;
}>;


export type ProgressRecordMutation = { readonly progressRecord: { readonly enrolment: { readonly id: string, readonly progress: number, readonly progressHistory: ReadonlyArray<{ readonly at: string, readonly percent: number, readonly note: string | null, readonly author: { readonly id: string } }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type EnrolmentChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EnrolmentChangedSubscription = { readonly enrolmentChanged: { readonly change: EnrolmentChangeKind, readonly eventId: string, readonly enrolment: { readonly id: string, readonly status: EnrolmentStatus, readonly waitingPosition: number | null, readonly progress: number, readonly session: { readonly id: string } | null } } | null };

export type MyEnrolmentsQueryVariables = Exact<{
  filter?: EnrolmentFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MyEnrolmentsQuery = { readonly me: { readonly id: string, readonly enrolments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: EnrolmentStatus, readonly waitingPosition: number | null, readonly progress: number, readonly courseProgress: number | null, readonly progressHistory: ReadonlyArray<{ readonly at: string, readonly percent: number, readonly note: string | null, readonly author: { readonly id: string } }>, readonly session: { readonly id: string, readonly seatsTaken: number, readonly seatsLeft: number, readonly waiting: number, readonly viewerEnrolment: { readonly id: string, readonly status: EnrolmentStatus, readonly waitingPosition: number | null } | null, readonly enrolments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string }> } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type WhereEnrolledQueryVariables = Exact<{ [key: string]: never; }>;


export type WhereEnrolledQuery = { readonly me: { readonly enrolments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: EnrolmentStatus, readonly progressHistory: ReadonlyArray<{ readonly note: string | null }>, readonly session: { readonly id: string, readonly course: { readonly id: string, readonly title: string } } | null }> } | null } | null };

export type MyCoursesQueryVariables = Exact<{
  filter?: CourseFilter | null | undefined;
}>;


export type MyCoursesQuery = { readonly courses: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly viewerProgress: number | null }> } };

export type EnrolmentsOfUserQueryVariables = Exact<{
  id: string;
}>;


export type EnrolmentsOfUserQuery = { readonly user: { readonly enrolments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly session: { readonly id: string } | null }> } | null } | null };

export type CourseEnrolmentsQueryVariables = Exact<{
  id: string;
  filter?: EnrolmentFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CourseEnrolmentsQuery = { readonly course: { readonly viewerProgress: number | null, readonly enrolments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: EnrolmentStatus, readonly progress: number, readonly courseProgress: number | null, readonly waitingPosition: number | null, readonly learner: { readonly id: string }, readonly session: { readonly id: string, readonly seatsTaken: number, readonly seatsLeft: number, readonly waiting: number, readonly enrolments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: EnrolmentStatus, readonly waitingPosition: number | null, readonly learner: { readonly id: string } }> } | null } | null, readonly progressHistory: ReadonlyArray<{ readonly percent: number, readonly note: string | null, readonly author: { readonly id: string } }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type ExamCreateMutationVariables = Exact<{
  input: ExamCreateInput;
}>;


export type ExamCreateMutation = { readonly examCreate: { readonly exam: { readonly id: string, readonly title: string, readonly kind: ExamKind, readonly coefficient: string, readonly date: string, readonly version: number, readonly viewerCanUpdate: boolean, readonly course: { readonly id: string, readonly title: string }, readonly classGroup: { readonly id: string, readonly name: string } } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ExamUpdateMutationVariables = Exact<{
  id: string;
  input: ExamUpdateInput;
}>;


export type ExamUpdateMutation = { readonly examUpdate: { readonly exam: { readonly id: string, readonly title: string, readonly kind: ExamKind, readonly coefficient: string, readonly date: string, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
    > } };

export type ExamDeleteMutationVariables = Exact<{
  id: string;
}>;


export type ExamDeleteMutation = { readonly examDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
    > } };

export type GradeSetMutationVariables = Exact<{
  examId: string;
  learnerId: string;
  value?: string | null | undefined;
  absent?: boolean | null | undefined;
  comment?: string | null | undefined;
}>;


export type GradeSetMutation = { readonly gradeSet: { readonly grade: { readonly id: string, readonly value: string | null, readonly absent: boolean, readonly comment: string | null, readonly version: number, readonly history: ReadonlyArray<{ readonly at: string, readonly value: string | null, readonly absent: boolean, readonly comment: string | null, readonly author: { readonly id: string } }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type GradeClearMutationVariables = Exact<{
  examId: string;
  learnerId: string;
}>;


export type GradeClearMutation = { readonly gradeClear: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
    > } };

export type ExamQueryVariables = Exact<{
  id: string;
}>;


export type ExamQuery = { readonly exam: { readonly id: string, readonly title: string, readonly average: string | null, readonly viewerCanUpdate: boolean, readonly grades: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly value: string | null, readonly absent: boolean, readonly learner: { readonly id: string, readonly fullName: string } }> } | null } | null };

export type ExamWithHistoriesQueryVariables = Exact<{
  id: string;
}>;


export type ExamWithHistoriesQuery = { readonly exam: { readonly grades: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly value: string | null, readonly learner: { readonly fullName: string }, readonly history: ReadonlyArray<{ readonly value: string | null, readonly author: { readonly fullName: string } }> }> } | null } | null };

export type ExamGradesPageQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExamGradesPageQuery = { readonly exam: { readonly grades: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly learner: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type ExamSeenQueryVariables = Exact<{
  id: string;
}>;


export type ExamSeenQuery = { readonly exam: { readonly title: string, readonly average: string | null, readonly viewerCanUpdate: boolean, readonly grades: { readonly nodes: ReadonlyArray<{ readonly id: string }> } | null, readonly viewerGrade: { readonly value: string | null, readonly comment: string | null, readonly history: ReadonlyArray<{ readonly value: string | null }> } | null } | null };

export type ExamsQueryVariables = Exact<{
  filter?: ExamFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ExamsQuery = { readonly exams: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly kind: ExamKind, readonly coefficient: string, readonly date: string, readonly average: string | null, readonly viewerGrade: { readonly value: string | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type MyGradesQueryVariables = Exact<{ [key: string]: never; }>;


export type MyGradesQuery = { readonly me: { readonly id: string, readonly average: string | null, readonly grades: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly value: string | null, readonly comment: string | null, readonly exam: { readonly id: string, readonly title: string, readonly coefficient: string, readonly course: { readonly id: string, readonly title: string } } }> } } | null };

export type MyRankQueryVariables = Exact<{
  classGroupId: string;
}>;


export type MyRankQuery = { readonly me: { readonly rank: number | null } | null };

export type ClassResultsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
}>;


export type ClassResultsQuery = { readonly classGroup: { readonly average: string | null, readonly ranking: ReadonlyArray<{ readonly rank: number, readonly average: string, readonly learner: { readonly id: string, readonly fullName: string } }> | null, readonly gradeDistribution: ReadonlyArray<{ readonly from: number, readonly to: number, readonly count: number }> | null } | null };

export type ClassGradesQueryVariables = Exact<{
  id: string;
  orderBy?: LearnerOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ClassGradesQuery = { readonly classGroup: { readonly id: string, readonly name: string, readonly learnerCount: number, readonly average: string | null, readonly learners: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly average: string | null, readonly rank: number | null, readonly grades: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly value: string | null, readonly absent: boolean, readonly exam: { readonly id: string } }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null, readonly ranking: ReadonlyArray<{ readonly rank: number, readonly average: string, readonly learner: { readonly id: string, readonly fullName: string } }> | null, readonly gradeDistribution: ReadonlyArray<{ readonly from: number, readonly to: number, readonly count: number }> | null } | null };

export type ClassOrderQueryVariables = Exact<{
  id: string;
  orderBy?: LearnerOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ClassOrderQuery = { readonly classGroup: { readonly learners: { readonly nodes: ReadonlyArray<{ readonly id: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type LearnerAveragesQueryVariables = Exact<{
  filter?: LearnerFilter | null | undefined;
  orderBy?: LearnerOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LearnerAveragesQuery = { readonly learners: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly average: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type LearnerGradesQueryVariables = Exact<{
  filter?: LearnerFilter | null | undefined;
}>;


export type LearnerGradesQuery = { readonly learners: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly average: string | null, readonly grades: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly value: string | null, readonly comment: string | null, readonly exam: { readonly id: string } }> } }> } };

export type OrganizationAveragesQueryVariables = Exact<{
  id: string;
}>;


export type OrganizationAveragesQuery = { readonly organization: { readonly classGroups: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly average: string | null, readonly ranking: ReadonlyArray<{ readonly rank: number, readonly learner: { readonly id: string } }> | null, readonly gradeDistribution: ReadonlyArray<{ readonly count: number }> | null, readonly exams: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly title: string, readonly average: string | null }> } }> } } | null };

export type CourseExamsQueryVariables = Exact<{
  id: string;
}>;


export type CourseExamsQuery = { readonly course: { readonly exams: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string }> } } | null };

export type EntryFragment = { readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number };

type Refusal_BookingConflict_Fragment = { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number }> };

type Refusal_InUse_Fragment = { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> };

type Refusal_NotEnoughSeats_Fragment = { readonly code: ErrorCode, readonly path: ReadonlyArray<string> };

type Refusal_Problem_Fragment = { readonly code: ErrorCode, readonly path: ReadonlyArray<string> };

export type RefusalFragment =
  | Refusal_BookingConflict_Fragment
  | Refusal_InUse_Fragment
  | Refusal_NotEnoughSeats_Fragment
  | Refusal_Problem_Fragment
;

export type EntryBookMutationVariables = Exact<{
  input: ReservationCreateInput;
}>;


export type EntryBookMutation = { readonly reservationCreate: { readonly reservation: { readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number }> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
    > } };

export type EntryMoveMutationVariables = Exact<{
  id: string;
  input: ReservationUpdateInput;
}>;


export type EntryMoveMutation = { readonly reservationUpdate: { readonly reservation: { readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number }> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
    > } };

export type EntryConfirmMutationVariables = Exact<{
  id: string;
}>;


export type EntryConfirmMutation = { readonly reservationConfirm: { readonly reservation: { readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number }> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
    > } };

export type EntryCancelMutationVariables = Exact<{
  id: string;
}>;


export type EntryCancelMutation = { readonly reservationCancel: { readonly reservation: { readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number }> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
      | { readonly code: ErrorCode, readonly path: ReadonlyArray<string> }
    > } };

export type EntriesQueryVariables = Exact<{
  resourceId: string;
  first?: number | null | undefined;
}>;


export type EntriesQuery = { readonly reservations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly description: string | null, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly version: number }> } };

export type ConversationStartMutationVariables = Exact<{
  input: ConversationStartInput;
}>;


export type ConversationStartMutation = { readonly conversationStart: { readonly conversation: { readonly id: string, readonly subject: string | null, readonly participants: ReadonlyArray<{ readonly id: string, readonly fullName: string }> } | null, readonly message: { readonly id: string, readonly body: string | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ConversationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ConversationsQuery = { readonly conversations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly subject: string | null, readonly kind: ConversationKind, readonly unreadCount: number, readonly lastMessage: { readonly id: string, readonly body: string | null, readonly createdAt: string, readonly author: { readonly id: string, readonly fullName: string } } | null, readonly participants: ReadonlyArray<{ readonly id: string, readonly fullName: string }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ConversationQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ConversationQuery = { readonly conversation: { readonly id: string, readonly subject: string | null, readonly messages: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly body: string | null, readonly createdAt: string, readonly editedAt: string | null, readonly deletedAt: string | null, readonly author: { readonly id: string, readonly fullName: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type MessageSendMutationVariables = Exact<{
  conversationId: string;
  body: string;
}>;


export type MessageSendMutation = { readonly messageSend: { readonly message: { readonly id: string, readonly body: string | null, readonly createdAt: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type MessageEditMutationVariables = Exact<{
  id: string;
  body: string;
}>;


export type MessageEditMutation = { readonly messageEdit: { readonly message: { readonly id: string, readonly body: string | null, readonly editedAt: string | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type MessageDeleteMutationVariables = Exact<{
  id: string;
}>;


export type MessageDeleteMutation = { readonly messageDelete: { readonly message: { readonly id: string, readonly body: string | null, readonly deletedAt: string | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ConversationMarkReadMutationVariables = Exact<{
  id: string;
  messageId?: string | null | undefined;
}>;


export type ConversationMarkReadMutation = { readonly conversationMarkRead: { readonly conversation: { readonly id: string, readonly unreadCount: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ConversationLeaveMutationVariables = Exact<{
  id: string;
}>;


export type ConversationLeaveMutation = { readonly conversationLeave: { readonly conversation: { readonly id: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ConversationRemoveParticipantMutationVariables = Exact<{
  id: string;
  userId: string;
}>;


export type ConversationRemoveParticipantMutation = { readonly conversationRemoveParticipant: { readonly conversation: { readonly id: string, readonly participants: ReadonlyArray<{ readonly id: string }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ConversationAddParticipantsMutationVariables = Exact<{
  id: string;
  userIds: ReadonlyArray<string> | string;
}>;


export type ConversationAddParticipantsMutation = { readonly conversationAddParticipants: { readonly conversation: { readonly id: string, readonly participantCount: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type MessageSearchQueryVariables = Exact<{
  text: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MessageSearchQuery = { readonly messages: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly body: string | null, readonly conversation: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type UnreadQueryVariables = Exact<{ [key: string]: never; }>;


export type UnreadQuery = { readonly me: { readonly id: string, readonly unreadMessageCount: number | null } | null };

export type MessageReceivedSubscriptionVariables = Exact<{
  conversationId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type MessageReceivedSubscription = { readonly messageReceived: { readonly eventId: string, readonly message: { readonly id: string, readonly body: string | null, readonly createdAt: string, readonly author: { readonly id: string, readonly fullName: string }, readonly conversation: { readonly id: string } } } | null };

export type ConversationReadSubscriptionVariables = Exact<{
  conversationId: string;
  after?: string | null | undefined;
}>;


export type ConversationReadSubscription = { readonly conversationRead: { readonly eventId: string, readonly readAt: string, readonly reader: { readonly id: string } } | null };

export type ConversationInFullQueryVariables = Exact<{
  id: string;
}>;


export type ConversationInFullQuery = { readonly conversation: { readonly kind: ConversationKind, readonly lastMessageAt: string, readonly participantCount: number, readonly viewerCanModerate: boolean, readonly starter: { readonly id: string }, readonly classGroup: { readonly id: string } | null, readonly session: { readonly id: string } | null, readonly participants: ReadonlyArray<{ readonly id: string, readonly unreadMessageCount: number | null }>, readonly messages: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly body: string | null, readonly viewerCanChange: boolean }> } } | null };

export type ConversationsWithMessagesQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type ConversationsWithMessagesQuery = { readonly conversations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly participantCount: number, readonly unreadCount: number, readonly lastMessage: { readonly body: string | null, readonly author: { readonly fullName: string } } | null, readonly messages: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly body: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean } }, readonly participants: ReadonlyArray<{ readonly fullName: string }> }> } };

export type OrganizationDetailQueryVariables = Exact<{
  id: string;
}>;


export type OrganizationDetailQuery = { readonly organization: { readonly id: string, readonly name: string, readonly email: string | null, readonly phone: string | null, readonly address: string | null, readonly logoUrl: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly owner: { readonly id: string } } | null };

export type OrganizationNamesQueryVariables = Exact<{
  filter?: OrganizationFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OrganizationNamesQuery = { readonly organizations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type OrganizationDeleteMutationVariables = Exact<{
  id: string;
}>;


export type OrganizationDeleteMutation = { readonly organizationDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type OrganizationsInFullQueryVariables = Exact<{
  filter?: OrganizationFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type OrganizationsInFullQuery = { readonly organizations: { readonly nodes: ReadonlyArray<{ readonly name: string, readonly viewerCanUpdate: boolean, readonly classGroups: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly name: string, readonly learnerCount: number, readonly viewerCanUpdate: boolean, readonly learners: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly fullName: string, readonly email: string | null, readonly phone: string | null, readonly birthDate: string | null, readonly memberships: { readonly nodes: ReadonlyArray<{ readonly classGroup: { readonly name: string } }> } | null }> } | null }> } }> } };

export type ClassGroupDetailQueryVariables = Exact<{
  id: string;
}>;


export type ClassGroupDetailQuery = { readonly classGroup: { readonly id: string, readonly name: string, readonly version: number, readonly learnerCount: number, readonly viewerCanUpdate: boolean, readonly organization: { readonly id: string }, readonly learners: { readonly nodes: ReadonlyArray<{ readonly id: string }> } | null } | null };

export type ClassGroupLearnersQueryVariables = Exact<{
  id: string;
  orderBy?: LearnerOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ClassGroupLearnersQuery = { readonly classGroup: { readonly learners: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly lastName: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type ClassGroupContactsQueryVariables = Exact<{
  id: string;
}>;


export type ClassGroupContactsQuery = { readonly classGroup: { readonly learners: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly fullName: string, readonly photoUrl: string | null, readonly email: string | null, readonly phone: string | null, readonly birthDate: string | null, readonly role: Role | null, readonly memberships: { readonly nodes: ReadonlyArray<{ readonly classGroup: { readonly id: string } }> } | null }> } | null } | null };

export type ContactFragment = { readonly id: string, readonly fullName: string, readonly photoUrl: string | null, readonly email: string | null, readonly phone: string | null, readonly birthDate: string | null, readonly role: Role | null, readonly memberships: { readonly nodes: ReadonlyArray<{ readonly classGroup: { readonly id: string } }> } | null };

export type MyContactQueryVariables = Exact<{ [key: string]: never; }>;


export type MyContactQuery = { readonly me: { readonly id: string, readonly fullName: string, readonly photoUrl: string | null, readonly email: string | null, readonly phone: string | null, readonly birthDate: string | null, readonly role: Role | null, readonly memberships: { readonly nodes: ReadonlyArray<{ readonly classGroup: { readonly id: string } }> } | null } | null };

export type OwnerContactQueryVariables = Exact<{
  id: string;
}>;


export type OwnerContactQuery = { readonly organization: { readonly owner: { readonly id: string, readonly fullName: string, readonly photoUrl: string | null, readonly email: string | null, readonly phone: string | null, readonly birthDate: string | null, readonly role: Role | null, readonly memberships: { readonly nodes: ReadonlyArray<{ readonly classGroup: { readonly id: string } }> } | null } } | null };

export type ClassGroupUpdateMutationVariables = Exact<{
  id: string;
  input: ClassGroupUpdateInput;
}>;


export type ClassGroupUpdateMutation = { readonly classGroupUpdate: { readonly classGroup: { readonly id: string, readonly name: string, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ClassGroupDeleteMutationVariables = Exact<{
  id: string;
}>;


export type ClassGroupDeleteMutation = { readonly classGroupDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationDetailQueryVariables = Exact<{
  id: string;
}>;


export type ReservationDetailQuery = { readonly reservation: { readonly id: string, readonly status: ReservationStatus, readonly startsAt: string, readonly endsAt: string, readonly durationMinutes: number, readonly participants: number | null, readonly description: string | null, readonly note: string | null, readonly isActive: boolean, readonly isUpcoming: boolean, readonly viewerCanCancel: boolean, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly resource: { readonly id: string, readonly name: string }, readonly user: { readonly id: string, readonly fullName: string } | null, readonly creator: { readonly id: string, readonly fullName: string } | null } | null };

export type ReservationTimesQueryVariables = Exact<{
  filter?: ReservationFilter | null | undefined;
  orderBy?: ReservationOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReservationTimesQuery = { readonly reservations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type ReservationsOfUserQueryVariables = Exact<{
  id: string;
  filter?: ReservationFilter | null | undefined;
}>;


export type ReservationsOfUserQuery = { readonly user: { readonly id: string, readonly reservations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string }> } } | null };

export type ReservationMoveMutationVariables = Exact<{
  id: string;
  input: ReservationUpdateInput;
}>;


export type ReservationMoveMutation = { readonly reservationUpdate: { readonly reservation: { readonly id: string, readonly status: ReservationStatus, readonly startsAt: string, readonly endsAt: string, readonly durationMinutes: number, readonly participants: number | null, readonly description: string | null, readonly note: string | null, readonly isActive: boolean, readonly isUpcoming: boolean, readonly viewerCanCancel: boolean, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly resource: { readonly id: string, readonly name: string }, readonly user: { readonly id: string, readonly fullName: string } | null, readonly creator: { readonly id: string, readonly fullName: string } | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly user: { readonly id: string } | null }>, readonly alternatives: ReadonlyArray<{ readonly startsAt: string, readonly endsAt: string, readonly resource: { readonly id: string, readonly name: string } }> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationBookMutationVariables = Exact<{
  input: ReservationCreateInput;
}>;


export type ReservationBookMutation = { readonly reservationCreate: { readonly reservation: { readonly id: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly note: string | null, readonly user: { readonly id: string } | null }> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ReservationWatchSubscriptionVariables = Exact<{
  siteId?: string | null | undefined;
  resourceId?: string | null | undefined;
}>;


export type ReservationWatchSubscription = { readonly reservationChanged: { readonly change: ReservationChangeKind, readonly reservation: { readonly id: string, readonly status: ReservationStatus, readonly note: string | null, readonly description: string | null, readonly participants: number | null, readonly viewerCanCancel: boolean, readonly user: { readonly id: string } | null, readonly creator: { readonly id: string } | null } } | null };

export type ReservationResumeSubscriptionVariables = Exact<{
  siteId?: string | null | undefined;
  resourceId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type ReservationResumeSubscription = { readonly reservationChanged: { readonly eventId: string, readonly change: ReservationChangeKind, readonly reservation: { readonly id: string, readonly note: string | null } } | null };

export type ResourceCardQueryVariables = Exact<{
  id: string;
}>;


export type ResourceCardQuery = { readonly resource: { readonly id: string, readonly name: string, readonly kind: ResourceKind, readonly capacity: number, readonly description: string | null, readonly features: ReadonlyArray<string>, readonly state: ResourceState, readonly opensAt: string | null, readonly closesAt: string | null, readonly images: ReadonlyArray<string>, readonly hourlyRate: number | null, readonly isUsable: boolean, readonly version: number, readonly location: { readonly building: string | null, readonly floor: string | null, readonly number: string | null }, readonly site: { readonly id: string } } | null };

export type ResourceNamesQueryVariables = Exact<{
  filter?: ResourceFilter | null | undefined;
  orderBy?: ResourceOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ResourceNamesQuery = { readonly resources: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: ResourceKind, readonly capacity: number }>, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type ResourceOpenQueryVariables = Exact<{
  id: string;
  at?: string | null | undefined;
}>;


export type ResourceOpenQuery = { readonly resource: { readonly isOpen: boolean, readonly isUsable: boolean } | null };

export type ResourceAvailabilityQueryVariables = Exact<{
  id: string;
  days?: number | null | undefined;
}>;


export type ResourceAvailabilityQuery = { readonly resource: { readonly availability: ReadonlyArray<{ readonly date: string, readonly available: boolean, readonly reason: UnavailabilityReason | null, readonly freeSlots: number }> } | null };

export type ResourceFreeSlotsQueryVariables = Exact<{
  id: string;
  from: string;
  to: string;
  minutes?: number | null | undefined;
}>;


export type ResourceFreeSlotsQuery = { readonly resource: { readonly freeSlots: ReadonlyArray<{ readonly startsAt: string, readonly endsAt: string }> } | null };

export type ResourceFiguresQueryVariables = Exact<{
  id: string;
}>;


export type ResourceFiguresQuery = { readonly resource: { readonly statistics: { readonly totalReservations: number, readonly activeReservations: number, readonly upcomingReservations: number, readonly occupancyNext7Days: number, readonly hoursReservedLast30Days: number, readonly meanDurationMinutes: number | null }, readonly upcomingReservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string }> } | null };

export type ResourceWindowsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ResourceWindowsQuery = { readonly resource: { readonly availabilityWindows: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly startsAt: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type AvailabilityWindowDetailQueryVariables = Exact<{
  id: string;
}>;


export type AvailabilityWindowDetailQuery = { readonly availabilityWindow: { readonly id: string, readonly kind: AvailabilityWindowKind, readonly recurrence: Recurrence, readonly startsAt: string, readonly endsAt: string, readonly reason: string | null, readonly version: number, readonly resource: { readonly id: string, readonly name: string } } | null };

export type AvailableNamesQueryVariables = Exact<{
  startsAt: string;
  endsAt: string;
  filter?: ResourceFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AvailableNamesQuery = { readonly availableResources: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly endCursor: string | null } } };

export type ResourceBoardQueryVariables = Exact<{
  filter?: ResourceFilter | null | undefined;
  from: string;
  to: string;
}>;


export type ResourceBoardQuery = { readonly resources: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly isOpen: boolean, readonly site: { readonly id: string, readonly name: string }, readonly statistics: { readonly totalReservations: number, readonly occupancyNext7Days: number }, readonly availability: ReadonlyArray<{ readonly date: string, readonly available: boolean }>, readonly upcomingReservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly user: { readonly id: string, readonly fullName: string } | null }>, readonly freeSlots: ReadonlyArray<{ readonly startsAt: string }>, readonly availabilityWindows: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string }> } }> } };

export type SitesDownToUsersQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type SitesDownToUsersQuery = { readonly sites: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly resources: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly reservations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly user: { readonly id: string, readonly fullName: string } | null, readonly resource: { readonly id: string, readonly name: string } }> } }> } }> } };

export type ResourceCreateDetailedMutationVariables = Exact<{
  input: ResourceCreateInput;
}>;


export type ResourceCreateDetailedMutation = { readonly resourceCreate: { readonly resource: { readonly id: string, readonly name: string, readonly kind: ResourceKind, readonly capacity: number, readonly description: string | null, readonly features: ReadonlyArray<string>, readonly state: ResourceState, readonly opensAt: string | null, readonly closesAt: string | null, readonly images: ReadonlyArray<string>, readonly hourlyRate: number | null, readonly isUsable: boolean, readonly version: number, readonly location: { readonly building: string | null, readonly floor: string | null, readonly number: string | null }, readonly site: { readonly id: string } } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ResourceDeleteWithUsesMutationVariables = Exact<{
  id: string;
}>;


export type ResourceDeleteWithUsesMutation = { readonly resourceDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type AvailabilityWindowUpdateMutationVariables = Exact<{
  id: string;
  input: AvailabilityWindowUpdateInput;
}>;


export type AvailabilityWindowUpdateMutation = { readonly availabilityWindowUpdate: { readonly availabilityWindow: { readonly id: string, readonly kind: AvailabilityWindowKind, readonly recurrence: Recurrence, readonly startsAt: string, readonly endsAt: string, readonly reason: string | null, readonly version: number } | null, readonly affectedReservations: ReadonlyArray<{ readonly id: string }>, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type AvailabilityWindowDeleteMutationVariables = Exact<{
  id: string;
}>;


export type AvailabilityWindowDeleteMutation = { readonly availabilityWindowDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SessionCardFragment = { readonly id: string, readonly status: SessionStatus, readonly startsAt: string, readonly endsAt: string, readonly capacity: number, readonly cancelReason: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly viewerCanCancel: boolean, readonly course: { readonly id: string }, readonly trainer: { readonly id: string }, readonly room: { readonly id: string }, readonly equipment: ReadonlyArray<{ readonly id: string }>, readonly reservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly participants: number | null, readonly resource: { readonly id: string }, readonly user: { readonly id: string } | null }> };

type SessionProblem_BookingConflict_Fragment = { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string }>, readonly alternatives: ReadonlyArray<{ readonly startsAt: string, readonly endsAt: string, readonly resource: { readonly id: string } }> };

type SessionProblem_InUse_Fragment = { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> };

type SessionProblem_NotEnoughSeats_Fragment = { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> };

type SessionProblem_Problem_Fragment = { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> };

export type SessionProblemFragment =
  | SessionProblem_BookingConflict_Fragment
  | SessionProblem_InUse_Fragment
  | SessionProblem_NotEnoughSeats_Fragment
  | SessionProblem_Problem_Fragment
;

export type SessionDetailQueryVariables = Exact<{
  id: string;
}>;


export type SessionDetailQuery = { readonly session: { readonly id: string, readonly status: SessionStatus, readonly startsAt: string, readonly endsAt: string, readonly capacity: number, readonly cancelReason: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly viewerCanCancel: boolean, readonly course: { readonly id: string }, readonly trainer: { readonly id: string }, readonly room: { readonly id: string }, readonly equipment: ReadonlyArray<{ readonly id: string }>, readonly reservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly participants: number | null, readonly resource: { readonly id: string }, readonly user: { readonly id: string } | null }> } | null };

export type SessionTimesQueryVariables = Exact<{
  filter?: SessionFilter | null | undefined;
  orderBy?: SessionOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SessionTimesQuery = { readonly sessions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly startsAt: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type SessionCardsQueryVariables = Exact<{
  filter?: SessionFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type SessionCardsQuery = { readonly sessions: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: SessionStatus, readonly startsAt: string, readonly endsAt: string, readonly capacity: number, readonly cancelReason: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly viewerCanCancel: boolean, readonly course: { readonly id: string }, readonly trainer: { readonly id: string }, readonly room: { readonly id: string }, readonly equipment: ReadonlyArray<{ readonly id: string }>, readonly reservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly participants: number | null, readonly resource: { readonly id: string }, readonly user: { readonly id: string } | null }> }> } };

export type CourseSessionsQueryVariables = Exact<{
  id: string;
  filter?: SessionFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type CourseSessionsQuery = { readonly course: { readonly sessions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string }> } } | null };

export type CoursesWithSessionsQueryVariables = Exact<{
  filter?: CourseFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type CoursesWithSessionsQuery = { readonly courses: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly sessions: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly room: { readonly name: string } }> } }> } };

export type ReservationsWithSessionsQueryVariables = Exact<{
  filter?: ReservationFilter | null | undefined;
}>;


export type ReservationsWithSessionsQuery = { readonly reservations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: ReservationStatus, readonly viewerCanCancel: boolean, readonly session: { readonly id: string, readonly course: { readonly id: string } } | null }> } };

export type SessionCreateMutationVariables = Exact<{
  input: SessionCreateInput;
}>;


export type SessionCreateMutation = { readonly sessionCreate: { readonly session: { readonly id: string, readonly status: SessionStatus, readonly startsAt: string, readonly endsAt: string, readonly capacity: number, readonly cancelReason: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly viewerCanCancel: boolean, readonly course: { readonly id: string }, readonly trainer: { readonly id: string }, readonly room: { readonly id: string }, readonly equipment: ReadonlyArray<{ readonly id: string }>, readonly reservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly participants: number | null, readonly resource: { readonly id: string }, readonly user: { readonly id: string } | null }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string }>, readonly alternatives: ReadonlyArray<{ readonly startsAt: string, readonly endsAt: string, readonly resource: { readonly id: string } }> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SessionUpdateMutationVariables = Exact<{
  id: string;
  input: SessionUpdateInput;
}>;


export type SessionUpdateMutation = { readonly sessionUpdate: { readonly session: { readonly id: string, readonly status: SessionStatus, readonly startsAt: string, readonly endsAt: string, readonly capacity: number, readonly cancelReason: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly viewerCanCancel: boolean, readonly course: { readonly id: string }, readonly trainer: { readonly id: string }, readonly room: { readonly id: string }, readonly equipment: ReadonlyArray<{ readonly id: string }>, readonly reservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly participants: number | null, readonly resource: { readonly id: string }, readonly user: { readonly id: string } | null }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string }>, readonly alternatives: ReadonlyArray<{ readonly startsAt: string, readonly endsAt: string, readonly resource: { readonly id: string } }> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SessionRescheduleMutationVariables = Exact<{
  id: string;
  startsAt: string;
  endsAt: string;
}>;


export type SessionRescheduleMutation = { readonly sessionReschedule: { readonly session: { readonly id: string, readonly status: SessionStatus, readonly startsAt: string, readonly endsAt: string, readonly capacity: number, readonly cancelReason: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly viewerCanCancel: boolean, readonly course: { readonly id: string }, readonly trainer: { readonly id: string }, readonly room: { readonly id: string }, readonly equipment: ReadonlyArray<{ readonly id: string }>, readonly reservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly participants: number | null, readonly resource: { readonly id: string }, readonly user: { readonly id: string } | null }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly conflicts: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string }>, readonly alternatives: ReadonlyArray<{ readonly startsAt: string, readonly endsAt: string, readonly resource: { readonly id: string } }> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SessionCancelMutationVariables = Exact<{
  id: string;
  reason?: string | null | undefined;
}>;


export type SessionCancelMutation = { readonly sessionCancel: { readonly session: { readonly id: string, readonly status: SessionStatus, readonly startsAt: string, readonly endsAt: string, readonly capacity: number, readonly cancelReason: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly viewerCanCancel: boolean, readonly course: { readonly id: string }, readonly trainer: { readonly id: string }, readonly room: { readonly id: string }, readonly equipment: ReadonlyArray<{ readonly id: string }>, readonly reservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly participants: number | null, readonly resource: { readonly id: string }, readonly user: { readonly id: string } | null }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SessionStartMutationVariables = Exact<{
  id: string;
}>;


export type SessionStartMutation = { readonly sessionStart: { readonly session: { readonly id: string, readonly status: SessionStatus, readonly startsAt: string, readonly endsAt: string, readonly capacity: number, readonly cancelReason: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly viewerCanCancel: boolean, readonly course: { readonly id: string }, readonly trainer: { readonly id: string }, readonly room: { readonly id: string }, readonly equipment: ReadonlyArray<{ readonly id: string }>, readonly reservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly participants: number | null, readonly resource: { readonly id: string }, readonly user: { readonly id: string } | null }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SessionCompleteMutationVariables = Exact<{
  id: string;
}>;


export type SessionCompleteMutation = { readonly sessionComplete: { readonly session: { readonly id: string, readonly status: SessionStatus, readonly startsAt: string, readonly endsAt: string, readonly capacity: number, readonly cancelReason: string | null, readonly version: number, readonly viewerCanUpdate: boolean, readonly viewerCanCancel: boolean, readonly course: { readonly id: string }, readonly trainer: { readonly id: string }, readonly room: { readonly id: string }, readonly equipment: ReadonlyArray<{ readonly id: string }>, readonly reservations: ReadonlyArray<{ readonly id: string, readonly startsAt: string, readonly endsAt: string, readonly status: ReservationStatus, readonly participants: number | null, readonly resource: { readonly id: string }, readonly user: { readonly id: string } | null }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type SessionWatchSubscriptionVariables = Exact<{
  siteId?: string | null | undefined;
  courseId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type SessionWatchSubscription = { readonly sessionChanged: { readonly eventId: string, readonly change: SessionChangeKind, readonly session: { readonly id: string, readonly status: SessionStatus, readonly startsAt: string } } | null };

export type SiteDetailQueryVariables = Exact<{
  id: string;
}>;


export type SiteDetailQuery = { readonly site: { readonly id: string, readonly name: string, readonly address: string, readonly timeZone: string, readonly opensAt: string, readonly closesAt: string, readonly version: number, readonly createdAt: string, readonly updatedAt: string } | null };

export type SitesOrderedQueryVariables = Exact<{
  filter?: SiteFilter | null | undefined;
  orderBy?: SiteOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SitesOrderedQuery = { readonly sites: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type SitesWithDepartmentsQueryVariables = Exact<{
  first?: number | null | undefined;
  firstDepartments?: number | null | undefined;
  afterDepartment?: string | null | undefined;
}>;


export type SitesWithDepartmentsQuery = { readonly sites: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly departments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly manager: { readonly id: string, readonly fullName: string }, readonly site: { readonly id: string, readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } }> } };

export type SiteDeleteWithUsesMutationVariables = Exact<{
  id: string;
}>;


export type SiteDeleteWithUsesMutation = { readonly siteDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly uses: ReadonlyArray<{ readonly type: string, readonly count: number }> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type DepartmentDetailQueryVariables = Exact<{
  id: string;
}>;


export type DepartmentDetailQuery = { readonly department: { readonly id: string, readonly name: string, readonly annualBudget: number | null, readonly version: number, readonly site: { readonly id: string, readonly name: string }, readonly manager: { readonly id: string, readonly fullName: string } } | null };

export type DepartmentsQueryVariables = Exact<{
  filter?: DepartmentFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DepartmentsQuery = { readonly departments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly annualBudget: number | null, readonly site: { readonly id: string, readonly name: string }, readonly manager: { readonly id: string, readonly fullName: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type DepartmentUpdateMutationVariables = Exact<{
  id: string;
  input: DepartmentUpdateInput;
}>;


export type DepartmentUpdateMutation = { readonly departmentUpdate: { readonly department: { readonly id: string, readonly name: string, readonly annualBudget: number | null, readonly version: number, readonly manager: { readonly id: string }, readonly site: { readonly id: string } } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type DepartmentDeleteMutationVariables = Exact<{
  id: string;
}>;


export type DepartmentDeleteMutation = { readonly departmentDelete: { readonly deletedId: string | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type OrganizationCreateMutationVariables = Exact<{
  input: OrganizationCreateInput;
}>;


export type OrganizationCreateMutation = { readonly organizationCreate: { readonly organization: { readonly id: string, readonly name: string, readonly logoUrl: string | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type OrganizationUpdateMutationVariables = Exact<{
  id: string;
  input: OrganizationUpdateInput;
}>;


export type OrganizationUpdateMutation = { readonly organizationUpdate: { readonly organization: { readonly id: string, readonly name: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type OrganizationsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OrganizationsQuery = { readonly organizations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly email: string | null, readonly phone: string | null, readonly address: string | null, readonly logoUrl: string | null, readonly classGroups: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ClassGroupCreateMutationVariables = Exact<{
  input: ClassGroupCreateInput;
}>;


export type ClassGroupCreateMutation = { readonly classGroupCreate: { readonly classGroup: { readonly id: string, readonly name: string, readonly organization: { readonly id: string } } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ClassGroupAddLearnersMutationVariables = Exact<{
  id: string;
  learnerIds: ReadonlyArray<string> | string;
}>;


export type ClassGroupAddLearnersMutation = { readonly classGroupAddLearners: { readonly classGroup: { readonly id: string, readonly learnerCount: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ClassGroupRemoveLearnersMutationVariables = Exact<{
  id: string;
  learnerIds: ReadonlyArray<string> | string;
}>;


export type ClassGroupRemoveLearnersMutation = { readonly classGroupRemoveLearners: { readonly classGroup: { readonly id: string, readonly learnerCount: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type ClassGroupQueryVariables = Exact<{
  id: string;
}>;


export type ClassGroupQuery = { readonly classGroup: { readonly id: string, readonly name: string, readonly learnerCount: number, readonly learners: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string, readonly lastName: string, readonly phone: string | null }> } | null } | null };

export type ProfileUpdateMutationVariables = Exact<{
  input: ProfileUpdateInput;
}>;


export type ProfileUpdateMutation = { readonly profileUpdate: { readonly user: { readonly id: string, readonly firstName: string, readonly lastName: string, readonly phone: string | null, readonly birthDate: string | null, readonly photoUrl: string | null, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type LearnersQueryVariables = Exact<{
  filter?: LearnerFilter | null | undefined;
  orderBy?: LearnerOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LearnersQuery = { readonly learners: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly firstName: string, readonly lastName: string, readonly phone: string | null, readonly email: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type CourseCreateMutationVariables = Exact<{
  input: CourseCreateInput;
}>;


export type CourseCreateMutation = { readonly courseCreate: { readonly course: { readonly id: string, readonly title: string, readonly durationMinutes: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type CourseUpdateMutationVariables = Exact<{
  id: string;
  input: CourseUpdateInput;
}>;


export type CourseUpdateMutation = { readonly courseUpdate: { readonly course: { readonly id: string, readonly published: boolean, readonly version: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type CourseAssignMutationVariables = Exact<{
  id: string;
  classGroupIds?: ReadonlyArray<string> | string | null | undefined;
  learnerIds?: ReadonlyArray<string> | string | null | undefined;
}>;


export type CourseAssignMutation = { readonly courseAssign: { readonly course: { readonly id: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type MaterialAddMutationVariables = Exact<{
  courseId: string;
  input: MaterialInput;
}>;


export type MaterialAddMutation = { readonly materialAdd: { readonly material: { readonly id: string, readonly kind: MaterialKind, readonly title: string, readonly url: string, readonly position: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type CoursesQueryVariables = Exact<{
  filter?: CourseFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CoursesQuery = { readonly courses: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly description: string | null, readonly objectives: string | null, readonly durationMinutes: number, readonly published: boolean, readonly owner: { readonly id: string, readonly fullName: string }, readonly materials: ReadonlyArray<{ readonly id: string, readonly kind: MaterialKind, readonly title: string, readonly url: string }> | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type LearnerInviteMutationVariables = Exact<{
  input: LearnerInviteInput;
}>;


export type LearnerInviteMutation = { readonly learnerInvite: { readonly invitationToken: string | null, readonly user: { readonly id: string, readonly email: string | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export type InvitationAcceptMutationVariables = Exact<{
  input: InvitationAcceptInput;
}>;


export type InvitationAcceptMutation = { readonly invitationAccept: { readonly accessToken: string | null, readonly user: { readonly id: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'BookingConflict', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'InUse', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'NotEnoughSeats', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
      | { readonly __typename: 'Problem', readonly code: ErrorCode, readonly message: string, readonly path: ReadonlyArray<string> }
    > } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ReservationCardFragmentDoc = new TypedDocumentString(`
    fragment ReservationCard on Reservation {
  id
  status
  startsAt
  endsAt
  durationMinutes
  participants
  description
  note
  isActive
  isUpcoming
  viewerCanCancel
  version
  createdAt
  updatedAt
  resource {
    id
    name
  }
  user {
    id
    fullName
  }
  creator {
    id
    fullName
  }
}
    `, {"fragmentName":"ReservationCard"}) as unknown as TypedDocumentString<ReservationCardFragment, unknown>;
export const EntryFragmentDoc = new TypedDocumentString(`
    fragment Entry on Reservation {
  id
  description
  startsAt
  endsAt
  status
  version
}
    `, {"fragmentName":"Entry"}) as unknown as TypedDocumentString<EntryFragment, unknown>;
export const RefusalFragmentDoc = new TypedDocumentString(`
    fragment Refusal on UserError {
  code
  path
  ... on BookingConflict {
    conflicts {
      ...Entry
    }
  }
  ... on InUse {
    uses {
      type
      count
    }
  }
}
    fragment Entry on Reservation {
  id
  description
  startsAt
  endsAt
  status
  version
}`, {"fragmentName":"Refusal"}) as unknown as TypedDocumentString<RefusalFragment, unknown>;
export const ContactFragmentDoc = new TypedDocumentString(`
    fragment Contact on User {
  id
  fullName
  photoUrl
  email
  phone
  birthDate
  role
  memberships {
    nodes {
      classGroup {
        id
      }
    }
  }
}
    `, {"fragmentName":"Contact"}) as unknown as TypedDocumentString<ContactFragment, unknown>;
export const SessionCardFragmentDoc = new TypedDocumentString(`
    fragment SessionCard on Session {
  id
  status
  startsAt
  endsAt
  capacity
  cancelReason
  version
  viewerCanUpdate
  viewerCanCancel
  course {
    id
  }
  trainer {
    id
  }
  room {
    id
  }
  equipment {
    id
  }
  reservations {
    id
    resource {
      id
    }
    startsAt
    endsAt
    status
    participants
    user {
      id
    }
  }
}
    `, {"fragmentName":"SessionCard"}) as unknown as TypedDocumentString<SessionCardFragment, unknown>;
export const ProblemFragmentDoc = new TypedDocumentString(`
    fragment Problem on UserError {
  __typename
  code
  message
  path
}
    `, {"fragmentName":"Problem"}) as unknown as TypedDocumentString<ProblemFragment, unknown>;
export const SessionProblemFragmentDoc = new TypedDocumentString(`
    fragment SessionProblem on UserError {
  ...Problem
  ... on BookingConflict {
    conflicts {
      id
      startsAt
      endsAt
    }
    alternatives {
      resource {
        id
      }
      startsAt
      endsAt
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`, {"fragmentName":"SessionProblem"}) as unknown as TypedDocumentString<SessionProblemFragment, unknown>;
export const Viewer = new TypedDocumentString(`
    query Viewer {
  me {
    id
    username
    email
    firstName
    lastName
    fullName
    role
    priority
    authorizations
    active
    version
    createdAt
    updatedAt
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const UserDetail = new TypedDocumentString(`
    query UserDetail($id: ID!) {
  user(id: $id) {
    id
    username
    email
    firstName
    lastName
    fullName
    role
    priority
    authorizations
    active
    version
    createdAt
    primarySite {
      id
      name
    }
    department {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<UserDetailQuery, UserDetailQueryVariables>;
export const UsersWithPlaces = new TypedDocumentString(`
    query UsersWithPlaces($first: Int) {
  users(first: $first) {
    nodes {
      id
      fullName
      primarySite {
        id
        name
      }
      department {
        id
        name
        manager {
          id
          fullName
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UsersWithPlacesQuery, UsersWithPlacesQueryVariables>;
export const UserCreateDetailed = new TypedDocumentString(`
    mutation UserCreateDetailed($input: UserCreateInput!) {
  userCreate(input: $input) {
    user {
      id
      username
      email
      fullName
      role
      priority
      authorizations
      active
      primarySite {
        id
      }
      department {
        id
      }
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<UserCreateDetailedMutation, UserCreateDetailedMutationVariables>;
export const ManagerOfDepartment = new TypedDocumentString(`
    query ManagerOfDepartment($id: ID!) {
  department(id: $id) {
    manager {
      id
      username
      fullName
      email
      role
      priority
      authorizations
      active
      primarySite {
        id
      }
      department {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ManagerOfDepartmentQuery, ManagerOfDepartmentQueryVariables>;
export const ExplainAccess = new TypedDocumentString(`
    query ExplainAccess($permission: Permission!, $id: ID) {
  explainAccess(permission: $permission, id: $id) {
    permission
    allowed
    by
    role
    authorization
    missing
    roles
    message
  }
}
    `) as unknown as TypedDocumentString<ExplainAccessQuery, ExplainAccessQueryVariables>;
export const LoginHistory = new TypedDocumentString(`
    query LoginHistory($first: Int, $after: String) {
  loginHistory(first: $first, after: $after) {
    totalCount
    nodes {
      createdAt
      outcome
      address
      userAgent
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LoginHistoryQuery, LoginHistoryQueryVariables>;
export const SecondFactor = new TypedDocumentString(`
    query SecondFactor {
  secondFactor {
    enabledAt
    recoveryCodesLeft
  }
}
    `) as unknown as TypedDocumentString<SecondFactorQuery, SecondFactorQueryVariables>;
export const EmailState = new TypedDocumentString(`
    query EmailState {
  me {
    email
    emailVerified
    pendingEmail
  }
}
    `) as unknown as TypedDocumentString<EmailStateQuery, EmailStateQueryVariables>;
export const AccountExport = new TypedDocumentString(`
    query AccountExport($first: Int, $after: String) {
  accountExport(first: $first, after: $after) {
    totalCount
    nodes {
      kind
      fields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AccountExportQuery, AccountExportQueryVariables>;
export const UserExport = new TypedDocumentString(`
    query UserExport($id: ID!, $first: Int, $after: String) {
  userExport(id: $id, first: $first, after: $after) {
    totalCount
    nodes {
      kind
      fields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<UserExportQuery, UserExportQueryVariables>;
export const LoginFromDevice = new TypedDocumentString(`
    mutation LoginFromDevice($input: LoginInput!) {
  login(input: $input) {
    accessToken
    deviceToken
    user {
      id
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<LoginFromDeviceMutation, LoginFromDeviceMutationVariables>;
export const PasswordResetRequest = new TypedDocumentString(`
    mutation PasswordResetRequest($input: PasswordResetRequestInput!) {
  passwordResetRequest(input: $input) {
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<PasswordResetRequestMutation, PasswordResetRequestMutationVariables>;
export const PasswordReset = new TypedDocumentString(`
    mutation PasswordReset($input: PasswordResetInput!) {
  passwordReset(input: $input) {
    deviceToken
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<PasswordResetMutation, PasswordResetMutationVariables>;
export const EmailVerificationRequest = new TypedDocumentString(`
    mutation EmailVerificationRequest {
  emailVerificationRequest {
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<EmailVerificationRequestMutation, EmailVerificationRequestMutationVariables>;
export const EmailVerify = new TypedDocumentString(`
    mutation EmailVerify($token: String!) {
  emailVerify(token: $token) {
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<EmailVerifyMutation, EmailVerifyMutationVariables>;
export const EmailChange = new TypedDocumentString(`
    mutation EmailChange($input: EmailChangeInput!) {
  emailChange(input: $input) {
    user {
      email
      emailVerified
      pendingEmail
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<EmailChangeMutation, EmailChangeMutationVariables>;
export const TotpSetUp = new TypedDocumentString(`
    mutation TotpSetUp($input: ProofInput!) {
  totpSetUp(input: $input) {
    secret
    uri
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<TotpSetUpMutation, TotpSetUpMutationVariables>;
export const TotpEnable = new TypedDocumentString(`
    mutation TotpEnable($code: String!) {
  totpEnable(code: $code) {
    recoveryCodes
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<TotpEnableMutation, TotpEnableMutationVariables>;
export const TotpDisable = new TypedDocumentString(`
    mutation TotpDisable($input: ProofInput!) {
  totpDisable(input: $input) {
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<TotpDisableMutation, TotpDisableMutationVariables>;
export const RecoveryCodesRenew = new TypedDocumentString(`
    mutation RecoveryCodesRenew($input: ProofInput!) {
  recoveryCodesRenew(input: $input) {
    recoveryCodes
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<RecoveryCodesRenewMutation, RecoveryCodesRenewMutationVariables>;
export const UserTotpDisable = new TypedDocumentString(`
    mutation UserTotpDisable($id: ID!) {
  userTotpDisable(id: $id) {
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<UserTotpDisableMutation, UserTotpDisableMutationVariables>;
export const AccountErase = new TypedDocumentString(`
    mutation AccountErase($input: ProofInput!) {
  accountErase(input: $input) {
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<AccountEraseMutation, AccountEraseMutationVariables>;
export const UserErase = new TypedDocumentString(`
    mutation UserErase($id: ID!) {
  userErase(id: $id) {
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<UserEraseMutation, UserEraseMutationVariables>;
export const AuditEntries = new TypedDocumentString(`
    query AuditEntries($filter: AuditFilter, $first: Int, $after: String) {
  auditEntries(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      sequence
      createdAt
      actorId
      deed
      requestId
      entity
      entityId
      kind
      erased
      hash
      changes {
        field
        before
        after
        withheld
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AuditEntriesQuery, AuditEntriesQueryVariables>;
export const AuditEntryIds = new TypedDocumentString(`
    query AuditEntryIds($filter: AuditFilter, $first: Int, $after: String) {
  auditEntries(filter: $filter, first: $first, after: $after) {
    nodes {
      id
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AuditEntryIdsQuery, AuditEntryIdsQueryVariables>;
export const Register = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    accessToken
    accessTokenExpiresAt
    refreshToken
    user {
      id
      role
      priority
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const Login = new TypedDocumentString(`
    mutation Login($input: LoginInput!) {
  login(input: $input) {
    accessToken
    accessTokenExpiresAt
    refreshToken
    user {
      id
      username
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<LoginMutation, LoginMutationVariables>;
export const TokenRefresh = new TypedDocumentString(`
    mutation TokenRefresh($refreshToken: String) {
  tokenRefresh(refreshToken: $refreshToken) {
    accessToken
    refreshToken
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<TokenRefreshMutation, TokenRefreshMutationVariables>;
export const Logout = new TypedDocumentString(`
    mutation Logout {
  logout {
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<LogoutMutation, LogoutMutationVariables>;
export const PasswordChange = new TypedDocumentString(`
    mutation PasswordChange($input: PasswordChangeInput!) {
  passwordChange(input: $input) {
    user {
      id
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<PasswordChangeMutation, PasswordChangeMutationVariables>;
export const Logins = new TypedDocumentString(`
    query Logins {
  logins {
    id
    createdAt
    lastUsedAt
    userAgent
    current
  }
}
    `) as unknown as TypedDocumentString<LoginsQuery, LoginsQueryVariables>;
export const LoginRevoke = new TypedDocumentString(`
    mutation LoginRevoke($id: ID!) {
  loginRevoke(id: $id) {
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<LoginRevokeMutation, LoginRevokeMutationVariables>;
export const Me = new TypedDocumentString(`
    query Me {
  me {
    id
    username
    email
    fullName
    role
    priority
    authorizations
    active
    createdAt
    primarySite {
      id
      name
    }
    department {
      id
      name
    }
    reservations(first: 10, filter: {upcoming: true}) {
      totalCount
      nodes {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const Users = new TypedDocumentString(`
    query Users($filter: UserFilter, $orderBy: UserOrder, $first: Int, $after: String) {
  users(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      id
      username
      email
      fullName
      role
      active
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const UserCreate = new TypedDocumentString(`
    mutation UserCreate($input: UserCreateInput!) {
  userCreate(input: $input) {
    user {
      id
      role
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<UserCreateMutation, UserCreateMutationVariables>;
export const UserUpdate = new TypedDocumentString(`
    mutation UserUpdate($id: ID!, $input: UserUpdateInput!) {
  userUpdate(id: $id, input: $input) {
    user {
      id
      role
      authorizations
      active
      version
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<UserUpdateMutation, UserUpdateMutationVariables>;
export const Sites = new TypedDocumentString(`
    query Sites($first: Int, $after: String) {
  sites(first: $first, after: $after) {
    totalCount
    nodes {
      id
      name
      address
      timeZone
      opensAt
      closesAt
    }
    edges {
      cursor
      node {
        id
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SitesQuery, SitesQueryVariables>;
export const Site = new TypedDocumentString(`
    query Site($id: ID!) {
  site(id: $id) {
    id
    name
    resources(first: 5) {
      nodes {
        id
        name
      }
    }
    departments(first: 5) {
      nodes {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SiteQuery, SiteQueryVariables>;
export const SiteCreate = new TypedDocumentString(`
    mutation SiteCreate($input: SiteCreateInput!) {
  siteCreate(input: $input) {
    site {
      id
      name
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<SiteCreateMutation, SiteCreateMutationVariables>;
export const SiteUpdate = new TypedDocumentString(`
    mutation SiteUpdate($id: ID!, $input: SiteUpdateInput!) {
  siteUpdate(id: $id, input: $input) {
    site {
      id
      name
      version
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<SiteUpdateMutation, SiteUpdateMutationVariables>;
export const SiteDelete = new TypedDocumentString(`
    mutation SiteDelete($id: ID!) {
  siteDelete(id: $id) {
    deletedId
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<SiteDeleteMutation, SiteDeleteMutationVariables>;
export const DepartmentCreate = new TypedDocumentString(`
    mutation DepartmentCreate($input: DepartmentCreateInput!) {
  departmentCreate(input: $input) {
    department {
      id
      name
      annualBudget
      manager {
        id
      }
      site {
        id
      }
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<DepartmentCreateMutation, DepartmentCreateMutationVariables>;
export const Resources = new TypedDocumentString(`
    query Resources($filter: ResourceFilter, $orderBy: ResourceOrder, $first: Int, $after: String) {
  resources(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      id
      name
      kind
      capacity
      description
      features
      state
      location {
        building
        floor
        number
      }
      opensAt
      closesAt
      images
      hourlyRate
      site {
        id
        name
        timeZone
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ResourcesQuery, ResourcesQueryVariables>;
export const ResourceDetail = new TypedDocumentString(`
    query ResourceDetail($id: ID!) {
  resource(id: $id) {
    id
    name
    isUsable
    isOpen(at: "2030-06-03T09:00:00Z")
    statistics {
      totalReservations
      activeReservations
      upcomingReservations
      occupancyNext7Days
      hoursReservedLast30Days
      meanDurationMinutes
    }
    upcomingReservations(first: 5) {
      id
      startsAt
      endsAt
      status
    }
    availability(days: 7) {
      date
      available
      reason
      freeSlots
    }
    freeSlots(from: "2030-06-03T00:00:00Z", to: "2030-06-04T00:00:00Z", minutes: 60) {
      startsAt
      endsAt
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceDetailQuery, ResourceDetailQueryVariables>;
export const AvailableResources = new TypedDocumentString(`
    query AvailableResources($startsAt: DateTime!, $endsAt: DateTime!, $filter: ResourceFilter, $first: Int) {
  availableResources(
    startsAt: $startsAt
    endsAt: $endsAt
    filter: $filter
    first: $first
  ) {
    totalCount
    nodes {
      id
      name
      capacity
    }
  }
}
    `) as unknown as TypedDocumentString<AvailableResourcesQuery, AvailableResourcesQueryVariables>;
export const ResourceCreate = new TypedDocumentString(`
    mutation ResourceCreate($input: ResourceCreateInput!) {
  resourceCreate(input: $input) {
    resource {
      id
      name
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ResourceCreateMutation, ResourceCreateMutationVariables>;
export const ResourceUpdate = new TypedDocumentString(`
    mutation ResourceUpdate($id: ID!, $input: ResourceUpdateInput!) {
  resourceUpdate(id: $id, input: $input) {
    resource {
      id
      state
      version
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ResourceUpdateMutation, ResourceUpdateMutationVariables>;
export const ResourceDelete = new TypedDocumentString(`
    mutation ResourceDelete($id: ID!) {
  resourceDelete(id: $id) {
    deletedId
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ResourceDeleteMutation, ResourceDeleteMutationVariables>;
export const AvailabilityWindowCreate = new TypedDocumentString(`
    mutation AvailabilityWindowCreate($input: AvailabilityWindowCreateInput!) {
  availabilityWindowCreate(input: $input) {
    availabilityWindow {
      id
      kind
      recurrence
    }
    affectedReservations {
      id
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<AvailabilityWindowCreateMutation, AvailabilityWindowCreateMutationVariables>;
export const Reservations = new TypedDocumentString(`
    query Reservations($filter: ReservationFilter, $orderBy: ReservationOrder, $first: Int, $after: String) {
  reservations(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      ...ReservationCard
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ReservationCard on Reservation {
  id
  status
  startsAt
  endsAt
  durationMinutes
  participants
  description
  note
  isActive
  isUpcoming
  viewerCanCancel
  version
  createdAt
  updatedAt
  resource {
    id
    name
  }
  user {
    id
    fullName
  }
  creator {
    id
    fullName
  }
}`) as unknown as TypedDocumentString<ReservationsQuery, ReservationsQueryVariables>;
export const ReservationCreate = new TypedDocumentString(`
    mutation ReservationCreate($input: ReservationCreateInput!) {
  reservationCreate(input: $input) {
    reservation {
      ...ReservationCard
    }
    errors {
      ...Problem
      ... on BookingConflict {
        conflicts {
          startsAt
          endsAt
        }
        alternatives {
          resource {
            id
            name
          }
          startsAt
          endsAt
        }
      }
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}
fragment ReservationCard on Reservation {
  id
  status
  startsAt
  endsAt
  durationMinutes
  participants
  description
  note
  isActive
  isUpcoming
  viewerCanCancel
  version
  createdAt
  updatedAt
  resource {
    id
    name
  }
  user {
    id
    fullName
  }
  creator {
    id
    fullName
  }
}`) as unknown as TypedDocumentString<ReservationCreateMutation, ReservationCreateMutationVariables>;
export const ReservationUpdate = new TypedDocumentString(`
    mutation ReservationUpdate($id: ID!, $input: ReservationUpdateInput!) {
  reservationUpdate(id: $id, input: $input) {
    reservation {
      id
      startsAt
      endsAt
      version
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ReservationUpdateMutation, ReservationUpdateMutationVariables>;
export const ReservationConfirm = new TypedDocumentString(`
    mutation ReservationConfirm($id: ID!) {
  reservationConfirm(id: $id) {
    reservation {
      id
      status
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ReservationConfirmMutation, ReservationConfirmMutationVariables>;
export const ReservationCancel = new TypedDocumentString(`
    mutation ReservationCancel($id: ID!) {
  reservationCancel(id: $id) {
    reservation {
      id
      status
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ReservationCancelMutation, ReservationCancelMutationVariables>;
export const ReservationComplete = new TypedDocumentString(`
    mutation ReservationComplete($id: ID!) {
  reservationComplete(id: $id) {
    reservation {
      id
      status
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ReservationCompleteMutation, ReservationCompleteMutationVariables>;
export const ReservationMarkNoShow = new TypedDocumentString(`
    mutation ReservationMarkNoShow($id: ID!) {
  reservationMarkNoShow(id: $id) {
    reservation {
      id
      status
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ReservationMarkNoShowMutation, ReservationMarkNoShowMutationVariables>;
export const ReservationChanged = new TypedDocumentString(`
    subscription ReservationChanged($siteId: ID, $resourceId: ID) {
  reservationChanged(siteId: $siteId, resourceId: $resourceId) {
    change
    reservation {
      id
      status
      startsAt
      endsAt
      resource {
        id
        name
      }
      user {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReservationChangedSubscription, ReservationChangedSubscriptionVariables>;
export const Calendar = new TypedDocumentString(`
    query Calendar($from: DateTime!, $to: DateTime!, $roomId: ID, $trainerId: ID, $classGroupId: ID, $timeZone: TimeZone) {
  calendar(
    from: $from
    to: $to
    roomId: $roomId
    trainerId: $trainerId
    classGroupId: $classGroupId
    timeZone: $timeZone
  ) {
    kind
    startsAt
    endsAt
    localStartsAt
    localEndsAt
    title
    session {
      id
      seatsLeft
    }
    enrolment {
      id
      status
      waitingPosition
    }
    reservation {
      id
      status
      description
      user {
        id
      }
      session {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CalendarQuery, CalendarQueryVariables>;
export const CourseDetail = new TypedDocumentString(`
    query CourseDetail($id: ID!) {
  course(id: $id) {
    id
    title
    description
    objectives
    durationMinutes
    published
    version
    viewerCanUpdate
    owner {
      id
    }
    materials {
      id
      kind
      title
      url
      position
      version
    }
    assignments {
      totalCount
      nodes {
        classGroup {
          id
        }
        learner {
          id
        }
      }
    }
    learners {
      totalCount
      nodes {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CourseDetailQuery, CourseDetailQueryVariables>;
export const CourseTitles = new TypedDocumentString(`
    query CourseTitles($filter: CourseFilter, $first: Int, $after: String) {
  courses(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      title
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CourseTitlesQuery, CourseTitlesQueryVariables>;
export const CourseMaterials = new TypedDocumentString(`
    query CourseMaterials($id: ID!) {
  course(id: $id) {
    materials {
      id
      title
      position
    }
  }
}
    `) as unknown as TypedDocumentString<CourseMaterialsQuery, CourseMaterialsQueryVariables>;
export const CourseLearners = new TypedDocumentString(`
    query CourseLearners($id: ID!, $orderBy: LearnerOrder, $first: Int, $after: String) {
  course(id: $id) {
    learners(orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        id
        lastName
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CourseLearnersQuery, CourseLearnersQueryVariables>;
export const CoursesInFull = new TypedDocumentString(`
    query CoursesInFull($first: Int) {
  courses(first: $first) {
    nodes {
      title
      viewerCanUpdate
      owner {
        id
        fullName
      }
      materials {
        title
      }
      assignments(first: 5) {
        totalCount
        nodes {
          classGroup {
            name
            organization {
              name
            }
          }
          learner {
            fullName
          }
        }
      }
      learners(first: 5) {
        totalCount
        nodes {
          fullName
          email
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CoursesInFullQuery, CoursesInFullQueryVariables>;
export const CourseDelete = new TypedDocumentString(`
    mutation CourseDelete($id: ID!) {
  courseDelete(id: $id) {
    deletedId
    errors {
      ...Problem
      ... on InUse {
        uses {
          type
          count
        }
      }
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<CourseDeleteMutation, CourseDeleteMutationVariables>;
export const CourseUnassign = new TypedDocumentString(`
    mutation CourseUnassign($id: ID!, $classGroupIds: [ID!], $learnerIds: [ID!]) {
  courseUnassign(id: $id, classGroupIds: $classGroupIds, learnerIds: $learnerIds) {
    course {
      id
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<CourseUnassignMutation, CourseUnassignMutationVariables>;
export const MaterialUpdate = new TypedDocumentString(`
    mutation MaterialUpdate($id: ID!, $input: MaterialUpdateInput!) {
  materialUpdate(id: $id, input: $input) {
    material {
      id
      kind
      title
      url
      position
      version
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<MaterialUpdateMutation, MaterialUpdateMutationVariables>;
export const MaterialMove = new TypedDocumentString(`
    mutation MaterialMove($id: ID!, $position: Int!) {
  materialMove(id: $id, position: $position) {
    material {
      id
      position
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<MaterialMoveMutation, MaterialMoveMutationVariables>;
export const MaterialRemove = new TypedDocumentString(`
    mutation MaterialRemove($id: ID!) {
  materialRemove(id: $id) {
    deletedId
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<MaterialRemoveMutation, MaterialRemoveMutationVariables>;
export const SessionEnrol = new TypedDocumentString(`
    mutation SessionEnrol($id: ID!, $learnerId: ID) {
  sessionEnrol(id: $id, learnerId: $learnerId) {
    enrolment {
      id
      status
      waitingPosition
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<SessionEnrolMutation, SessionEnrolMutationVariables>;
export const SessionEnrolClass = new TypedDocumentString(`
    mutation SessionEnrolClass($id: ID!, $classGroupId: ID!, $partial: Boolean) {
  sessionEnrolClass(id: $id, classGroupId: $classGroupId, partial: $partial) {
    enrolments {
      id
      status
      learner {
        id
      }
    }
    errors {
      ...Problem
      ... on NotEnoughSeats {
        seatsLeft
        seatsWanted
      }
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<SessionEnrolClassMutation, SessionEnrolClassMutationVariables>;
export const EnrolmentCancel = new TypedDocumentString(`
    mutation EnrolmentCancel($id: ID!) {
  enrolmentCancel(id: $id) {
    enrolment {
      id
      status
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<EnrolmentCancelMutation, EnrolmentCancelMutationVariables>;
export const EnrolmentMark = new TypedDocumentString(`
    mutation EnrolmentMark($id: ID!, $status: EnrolmentStatus!) {
  enrolmentMark(id: $id, status: $status) {
    enrolment {
      id
      status
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<EnrolmentMarkMutation, EnrolmentMarkMutationVariables>;
export const ProgressRecord = new TypedDocumentString(`
    mutation ProgressRecord($enrolmentId: ID!, $percent: Int!, $note: String) {
  progressRecord(enrolmentId: $enrolmentId, percent: $percent, note: $note) {
    enrolment {
      id
      progress
      progressHistory {
        at
        percent
        note
        author {
          id
        }
      }
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ProgressRecordMutation, ProgressRecordMutationVariables>;
export const EnrolmentChanged = new TypedDocumentString(`
    subscription EnrolmentChanged($after: ID) {
  enrolmentChanged(after: $after) {
    change
    eventId
    enrolment {
      id
      status
      waitingPosition
      progress
      session {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnrolmentChangedSubscription, EnrolmentChangedSubscriptionVariables>;
export const MyEnrolments = new TypedDocumentString(`
    query MyEnrolments($filter: EnrolmentFilter, $first: Int, $after: String) {
  me {
    id
    enrolments(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        id
        status
        waitingPosition
        progress
        courseProgress
        progressHistory {
          at
          percent
          note
          author {
            id
          }
        }
        session {
          id
          seatsTaken
          seatsLeft
          waiting
          viewerEnrolment {
            id
            status
            waitingPosition
          }
          enrolments(first: 50) {
            totalCount
            nodes {
              id
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyEnrolmentsQuery, MyEnrolmentsQueryVariables>;
export const WhereEnrolled = new TypedDocumentString(`
    query WhereEnrolled {
  me {
    enrolments {
      nodes {
        id
        status
        progressHistory {
          note
        }
        session {
          id
          course {
            id
            title
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhereEnrolledQuery, WhereEnrolledQueryVariables>;
export const MyCourses = new TypedDocumentString(`
    query MyCourses($filter: CourseFilter) {
  courses(filter: $filter, first: 100) {
    totalCount
    nodes {
      id
      viewerProgress
    }
  }
}
    `) as unknown as TypedDocumentString<MyCoursesQuery, MyCoursesQueryVariables>;
export const EnrolmentsOfUser = new TypedDocumentString(`
    query EnrolmentsOfUser($id: ID!) {
  user(id: $id) {
    enrolments {
      nodes {
        id
        session {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnrolmentsOfUserQuery, EnrolmentsOfUserQueryVariables>;
export const CourseEnrolments = new TypedDocumentString(`
    query CourseEnrolments($id: ID!, $filter: EnrolmentFilter, $first: Int, $after: String) {
  course(id: $id) {
    viewerProgress
    enrolments(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        id
        status
        progress
        courseProgress
        waitingPosition
        learner {
          id
        }
        session {
          id
          seatsTaken
          seatsLeft
          waiting
          enrolments(first: 100) {
            totalCount
            nodes {
              id
              status
              waitingPosition
              learner {
                id
              }
            }
          }
        }
        progressHistory {
          percent
          note
          author {
            id
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CourseEnrolmentsQuery, CourseEnrolmentsQueryVariables>;
export const ExamCreate = new TypedDocumentString(`
    mutation ExamCreate($input: ExamCreateInput!) {
  examCreate(input: $input) {
    exam {
      id
      title
      kind
      coefficient
      date
      version
      course {
        id
        title
      }
      classGroup {
        id
        name
      }
      viewerCanUpdate
    }
    errors {
      __typename
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ExamCreateMutation, ExamCreateMutationVariables>;
export const ExamUpdate = new TypedDocumentString(`
    mutation ExamUpdate($id: ID!, $input: ExamUpdateInput!) {
  examUpdate(id: $id, input: $input) {
    exam {
      id
      title
      kind
      coefficient
      date
      version
    }
    errors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ExamUpdateMutation, ExamUpdateMutationVariables>;
export const ExamDelete = new TypedDocumentString(`
    mutation ExamDelete($id: ID!) {
  examDelete(id: $id) {
    deletedId
    errors {
      code
      path
      ... on InUse {
        uses {
          type
          count
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExamDeleteMutation, ExamDeleteMutationVariables>;
export const GradeSet = new TypedDocumentString(`
    mutation GradeSet($examId: ID!, $learnerId: ID!, $value: Decimal, $absent: Boolean, $comment: String) {
  gradeSet(
    examId: $examId
    learnerId: $learnerId
    value: $value
    absent: $absent
    comment: $comment
  ) {
    grade {
      id
      value
      absent
      comment
      version
      history {
        at
        value
        absent
        comment
        author {
          id
        }
      }
    }
    errors {
      __typename
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<GradeSetMutation, GradeSetMutationVariables>;
export const GradeClear = new TypedDocumentString(`
    mutation GradeClear($examId: ID!, $learnerId: ID!) {
  gradeClear(examId: $examId, learnerId: $learnerId) {
    deletedId
    errors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<GradeClearMutation, GradeClearMutationVariables>;
export const Exam = new TypedDocumentString(`
    query Exam($id: ID!) {
  exam(id: $id) {
    id
    title
    average
    viewerCanUpdate
    grades(first: 50) {
      totalCount
      nodes {
        value
        absent
        learner {
          id
          fullName
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExamQuery, ExamQueryVariables>;
export const ExamWithHistories = new TypedDocumentString(`
    query ExamWithHistories($id: ID!) {
  exam(id: $id) {
    grades {
      totalCount
      nodes {
        value
        learner {
          fullName
        }
        history {
          value
          author {
            fullName
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExamWithHistoriesQuery, ExamWithHistoriesQueryVariables>;
export const ExamGradesPage = new TypedDocumentString(`
    query ExamGradesPage($id: ID!, $first: Int, $after: String) {
  exam(id: $id) {
    grades(first: $first, after: $after) {
      totalCount
      nodes {
        id
        learner {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ExamGradesPageQuery, ExamGradesPageQueryVariables>;
export const ExamSeen = new TypedDocumentString(`
    query ExamSeen($id: ID!) {
  exam(id: $id) {
    title
    average
    grades {
      nodes {
        id
      }
    }
    viewerGrade {
      value
      comment
      history {
        value
      }
    }
    viewerCanUpdate
  }
}
    `) as unknown as TypedDocumentString<ExamSeenQuery, ExamSeenQueryVariables>;
export const Exams = new TypedDocumentString(`
    query Exams($filter: ExamFilter, $first: Int, $after: String) {
  exams(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      title
      kind
      coefficient
      date
      average
      viewerGrade {
        value
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ExamsQuery, ExamsQueryVariables>;
export const MyGrades = new TypedDocumentString(`
    query MyGrades {
  me {
    id
    average
    grades(first: 20) {
      totalCount
      nodes {
        value
        comment
        exam {
          id
          title
          coefficient
          course {
            id
            title
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyGradesQuery, MyGradesQueryVariables>;
export const MyRank = new TypedDocumentString(`
    query MyRank($classGroupId: ID!) {
  me {
    rank(classGroupId: $classGroupId)
  }
}
    `) as unknown as TypedDocumentString<MyRankQuery, MyRankQueryVariables>;
export const ClassResults = new TypedDocumentString(`
    query ClassResults($id: ID!, $first: Int) {
  classGroup(id: $id) {
    average
    ranking(first: $first) {
      rank
      average
      learner {
        id
        fullName
      }
    }
    gradeDistribution {
      from
      to
      count
    }
  }
}
    `) as unknown as TypedDocumentString<ClassResultsQuery, ClassResultsQueryVariables>;
export const ClassGrades = new TypedDocumentString(`
    query ClassGrades($id: ID!, $orderBy: LearnerOrder, $first: Int, $after: String) {
  classGroup(id: $id) {
    id
    name
    learnerCount
    average
    learners(first: $first, after: $after, orderBy: $orderBy) {
      totalCount
      nodes {
        id
        average
        rank(classGroupId: $id)
        grades {
          totalCount
          nodes {
            value
            absent
            exam {
              id
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    ranking(first: 10) {
      rank
      average
      learner {
        id
        fullName
      }
    }
    gradeDistribution {
      from
      to
      count
    }
  }
}
    `) as unknown as TypedDocumentString<ClassGradesQuery, ClassGradesQueryVariables>;
export const ClassOrder = new TypedDocumentString(`
    query ClassOrder($id: ID!, $orderBy: LearnerOrder, $first: Int, $after: String) {
  classGroup(id: $id) {
    learners(first: $first, after: $after, orderBy: $orderBy) {
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ClassOrderQuery, ClassOrderQueryVariables>;
export const LearnerAverages = new TypedDocumentString(`
    query LearnerAverages($filter: LearnerFilter, $orderBy: LearnerOrder, $first: Int, $after: String) {
  learners(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      id
      average
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LearnerAveragesQuery, LearnerAveragesQueryVariables>;
export const LearnerGrades = new TypedDocumentString(`
    query LearnerGrades($filter: LearnerFilter) {
  learners(filter: $filter) {
    nodes {
      id
      average
      grades {
        totalCount
        nodes {
          value
          comment
          exam {
            id
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LearnerGradesQuery, LearnerGradesQueryVariables>;
export const OrganizationAverages = new TypedDocumentString(`
    query OrganizationAverages($id: ID!) {
  organization(id: $id) {
    classGroups {
      nodes {
        id
        average
        ranking(first: 3) {
          rank
          learner {
            id
          }
        }
        gradeDistribution {
          count
        }
        exams {
          totalCount
          nodes {
            title
            average
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrganizationAveragesQuery, OrganizationAveragesQueryVariables>;
export const CourseExams = new TypedDocumentString(`
    query CourseExams($id: ID!) {
  course(id: $id) {
    exams {
      totalCount
      nodes {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CourseExamsQuery, CourseExamsQueryVariables>;
export const EntryBook = new TypedDocumentString(`
    mutation EntryBook($input: ReservationCreateInput!) {
  reservationCreate(input: $input) {
    reservation {
      ...Entry
    }
    errors {
      ...Refusal
    }
  }
}
    fragment Entry on Reservation {
  id
  description
  startsAt
  endsAt
  status
  version
}
fragment Refusal on UserError {
  code
  path
  ... on BookingConflict {
    conflicts {
      ...Entry
    }
  }
  ... on InUse {
    uses {
      type
      count
    }
  }
}`) as unknown as TypedDocumentString<EntryBookMutation, EntryBookMutationVariables>;
export const EntryMove = new TypedDocumentString(`
    mutation EntryMove($id: ID!, $input: ReservationUpdateInput!) {
  reservationUpdate(id: $id, input: $input) {
    reservation {
      ...Entry
    }
    errors {
      ...Refusal
    }
  }
}
    fragment Entry on Reservation {
  id
  description
  startsAt
  endsAt
  status
  version
}
fragment Refusal on UserError {
  code
  path
  ... on BookingConflict {
    conflicts {
      ...Entry
    }
  }
  ... on InUse {
    uses {
      type
      count
    }
  }
}`) as unknown as TypedDocumentString<EntryMoveMutation, EntryMoveMutationVariables>;
export const EntryConfirm = new TypedDocumentString(`
    mutation EntryConfirm($id: ID!) {
  reservationConfirm(id: $id) {
    reservation {
      ...Entry
    }
    errors {
      ...Refusal
    }
  }
}
    fragment Entry on Reservation {
  id
  description
  startsAt
  endsAt
  status
  version
}
fragment Refusal on UserError {
  code
  path
  ... on BookingConflict {
    conflicts {
      ...Entry
    }
  }
  ... on InUse {
    uses {
      type
      count
    }
  }
}`) as unknown as TypedDocumentString<EntryConfirmMutation, EntryConfirmMutationVariables>;
export const EntryCancel = new TypedDocumentString(`
    mutation EntryCancel($id: ID!) {
  reservationCancel(id: $id) {
    reservation {
      ...Entry
    }
    errors {
      ...Refusal
    }
  }
}
    fragment Entry on Reservation {
  id
  description
  startsAt
  endsAt
  status
  version
}
fragment Refusal on UserError {
  code
  path
  ... on BookingConflict {
    conflicts {
      ...Entry
    }
  }
  ... on InUse {
    uses {
      type
      count
    }
  }
}`) as unknown as TypedDocumentString<EntryCancelMutation, EntryCancelMutationVariables>;
export const Entries = new TypedDocumentString(`
    query Entries($resourceId: ID!, $first: Int) {
  reservations(filter: {resourceId: $resourceId}, first: $first) {
    nodes {
      ...Entry
    }
  }
}
    fragment Entry on Reservation {
  id
  description
  startsAt
  endsAt
  status
  version
}`) as unknown as TypedDocumentString<EntriesQuery, EntriesQueryVariables>;
export const ConversationStart = new TypedDocumentString(`
    mutation ConversationStart($input: ConversationStartInput!) {
  conversationStart(input: $input) {
    conversation {
      id
      subject
      participants {
        id
        fullName
      }
    }
    message {
      id
      body
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ConversationStartMutation, ConversationStartMutationVariables>;
export const Conversations = new TypedDocumentString(`
    query Conversations($first: Int, $after: String) {
  conversations(first: $first, after: $after) {
    totalCount
    nodes {
      id
      subject
      kind
      unreadCount
      lastMessage {
        id
        body
        createdAt
        author {
          id
          fullName
        }
      }
      participants {
        id
        fullName
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ConversationsQuery, ConversationsQueryVariables>;
export const Conversation = new TypedDocumentString(`
    query Conversation($id: ID!, $first: Int, $after: String) {
  conversation(id: $id) {
    id
    subject
    messages(first: $first, after: $after) {
      totalCount
      nodes {
        id
        body
        createdAt
        editedAt
        deletedAt
        author {
          id
          fullName
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ConversationQuery, ConversationQueryVariables>;
export const MessageSend = new TypedDocumentString(`
    mutation MessageSend($conversationId: ID!, $body: String!) {
  messageSend(conversationId: $conversationId, body: $body) {
    message {
      id
      body
      createdAt
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<MessageSendMutation, MessageSendMutationVariables>;
export const MessageEdit = new TypedDocumentString(`
    mutation MessageEdit($id: ID!, $body: String!) {
  messageEdit(id: $id, body: $body) {
    message {
      id
      body
      editedAt
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<MessageEditMutation, MessageEditMutationVariables>;
export const MessageDelete = new TypedDocumentString(`
    mutation MessageDelete($id: ID!) {
  messageDelete(id: $id) {
    message {
      id
      body
      deletedAt
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<MessageDeleteMutation, MessageDeleteMutationVariables>;
export const ConversationMarkRead = new TypedDocumentString(`
    mutation ConversationMarkRead($id: ID!, $messageId: ID) {
  conversationMarkRead(id: $id, messageId: $messageId) {
    conversation {
      id
      unreadCount
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ConversationMarkReadMutation, ConversationMarkReadMutationVariables>;
export const ConversationLeave = new TypedDocumentString(`
    mutation ConversationLeave($id: ID!) {
  conversationLeave(id: $id) {
    conversation {
      id
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ConversationLeaveMutation, ConversationLeaveMutationVariables>;
export const ConversationRemoveParticipant = new TypedDocumentString(`
    mutation ConversationRemoveParticipant($id: ID!, $userId: ID!) {
  conversationRemoveParticipant(id: $id, userId: $userId) {
    conversation {
      id
      participants {
        id
      }
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ConversationRemoveParticipantMutation, ConversationRemoveParticipantMutationVariables>;
export const ConversationAddParticipants = new TypedDocumentString(`
    mutation ConversationAddParticipants($id: ID!, $userIds: [ID!]!) {
  conversationAddParticipants(id: $id, userIds: $userIds) {
    conversation {
      id
      participantCount
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ConversationAddParticipantsMutation, ConversationAddParticipantsMutationVariables>;
export const MessageSearch = new TypedDocumentString(`
    query MessageSearch($text: String!, $first: Int, $after: String) {
  messages(search: $text, first: $first, after: $after) {
    totalCount
    nodes {
      id
      body
      conversation {
        id
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<MessageSearchQuery, MessageSearchQueryVariables>;
export const Unread = new TypedDocumentString(`
    query Unread {
  me {
    id
    unreadMessageCount
  }
}
    `) as unknown as TypedDocumentString<UnreadQuery, UnreadQueryVariables>;
export const MessageReceived = new TypedDocumentString(`
    subscription MessageReceived($conversationId: ID, $after: ID) {
  messageReceived(conversationId: $conversationId, after: $after) {
    eventId
    message {
      id
      body
      createdAt
      author {
        id
        fullName
      }
      conversation {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MessageReceivedSubscription, MessageReceivedSubscriptionVariables>;
export const ConversationRead = new TypedDocumentString(`
    subscription ConversationRead($conversationId: ID!, $after: ID) {
  conversationRead(conversationId: $conversationId, after: $after) {
    eventId
    reader {
      id
    }
    readAt
  }
}
    `) as unknown as TypedDocumentString<ConversationReadSubscription, ConversationReadSubscriptionVariables>;
export const ConversationInFull = new TypedDocumentString(`
    query ConversationInFull($id: ID!) {
  conversation(id: $id) {
    kind
    lastMessageAt
    participantCount
    viewerCanModerate
    starter {
      id
    }
    classGroup {
      id
    }
    session {
      id
    }
    participants(first: 100) {
      id
      unreadMessageCount
    }
    messages {
      nodes {
        id
        body
        viewerCanChange
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ConversationInFullQuery, ConversationInFullQueryVariables>;
export const ConversationsWithMessages = new TypedDocumentString(`
    query ConversationsWithMessages($first: Int) {
  conversations {
    nodes {
      id
      participantCount
      unreadCount
      lastMessage {
        body
        author {
          fullName
        }
      }
      messages(first: $first) {
        totalCount
        nodes {
          body
        }
        pageInfo {
          hasNextPage
        }
      }
      participants {
        fullName
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ConversationsWithMessagesQuery, ConversationsWithMessagesQueryVariables>;
export const OrganizationDetail = new TypedDocumentString(`
    query OrganizationDetail($id: ID!) {
  organization(id: $id) {
    id
    name
    email
    phone
    address
    logoUrl
    version
    viewerCanUpdate
    owner {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<OrganizationDetailQuery, OrganizationDetailQueryVariables>;
export const OrganizationNames = new TypedDocumentString(`
    query OrganizationNames($filter: OrganizationFilter, $first: Int, $after: String) {
  organizations(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OrganizationNamesQuery, OrganizationNamesQueryVariables>;
export const OrganizationDelete = new TypedDocumentString(`
    mutation OrganizationDelete($id: ID!) {
  organizationDelete(id: $id) {
    deletedId
    errors {
      ...Problem
      ... on InUse {
        uses {
          type
          count
        }
      }
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<OrganizationDeleteMutation, OrganizationDeleteMutationVariables>;
export const OrganizationsInFull = new TypedDocumentString(`
    query OrganizationsInFull($filter: OrganizationFilter, $first: Int) {
  organizations(filter: $filter, first: $first) {
    nodes {
      name
      viewerCanUpdate
      classGroups(first: 5) {
        totalCount
        nodes {
          name
          learnerCount
          viewerCanUpdate
          learners(first: 5) {
            totalCount
            nodes {
              fullName
              email
              phone
              birthDate
              memberships(first: 5) {
                nodes {
                  classGroup {
                    name
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrganizationsInFullQuery, OrganizationsInFullQueryVariables>;
export const ClassGroupDetail = new TypedDocumentString(`
    query ClassGroupDetail($id: ID!) {
  classGroup(id: $id) {
    id
    name
    version
    learnerCount
    viewerCanUpdate
    organization {
      id
    }
    learners {
      nodes {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ClassGroupDetailQuery, ClassGroupDetailQueryVariables>;
export const ClassGroupLearners = new TypedDocumentString(`
    query ClassGroupLearners($id: ID!, $orderBy: LearnerOrder, $first: Int, $after: String) {
  classGroup(id: $id) {
    learners(orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      nodes {
        id
        lastName
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ClassGroupLearnersQuery, ClassGroupLearnersQueryVariables>;
export const ClassGroupContacts = new TypedDocumentString(`
    query ClassGroupContacts($id: ID!) {
  classGroup(id: $id) {
    learners {
      nodes {
        ...Contact
      }
    }
  }
}
    fragment Contact on User {
  id
  fullName
  photoUrl
  email
  phone
  birthDate
  role
  memberships {
    nodes {
      classGroup {
        id
      }
    }
  }
}`) as unknown as TypedDocumentString<ClassGroupContactsQuery, ClassGroupContactsQueryVariables>;
export const MyContact = new TypedDocumentString(`
    query MyContact {
  me {
    ...Contact
  }
}
    fragment Contact on User {
  id
  fullName
  photoUrl
  email
  phone
  birthDate
  role
  memberships {
    nodes {
      classGroup {
        id
      }
    }
  }
}`) as unknown as TypedDocumentString<MyContactQuery, MyContactQueryVariables>;
export const OwnerContact = new TypedDocumentString(`
    query OwnerContact($id: ID!) {
  organization(id: $id) {
    owner {
      ...Contact
    }
  }
}
    fragment Contact on User {
  id
  fullName
  photoUrl
  email
  phone
  birthDate
  role
  memberships {
    nodes {
      classGroup {
        id
      }
    }
  }
}`) as unknown as TypedDocumentString<OwnerContactQuery, OwnerContactQueryVariables>;
export const ClassGroupUpdate = new TypedDocumentString(`
    mutation ClassGroupUpdate($id: ID!, $input: ClassGroupUpdateInput!) {
  classGroupUpdate(id: $id, input: $input) {
    classGroup {
      id
      name
      version
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ClassGroupUpdateMutation, ClassGroupUpdateMutationVariables>;
export const ClassGroupDelete = new TypedDocumentString(`
    mutation ClassGroupDelete($id: ID!) {
  classGroupDelete(id: $id) {
    deletedId
    errors {
      ...Problem
      ... on InUse {
        uses {
          type
          count
        }
      }
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ClassGroupDeleteMutation, ClassGroupDeleteMutationVariables>;
export const ReservationDetail = new TypedDocumentString(`
    query ReservationDetail($id: ID!) {
  reservation(id: $id) {
    ...ReservationCard
  }
}
    fragment ReservationCard on Reservation {
  id
  status
  startsAt
  endsAt
  durationMinutes
  participants
  description
  note
  isActive
  isUpcoming
  viewerCanCancel
  version
  createdAt
  updatedAt
  resource {
    id
    name
  }
  user {
    id
    fullName
  }
  creator {
    id
    fullName
  }
}`) as unknown as TypedDocumentString<ReservationDetailQuery, ReservationDetailQueryVariables>;
export const ReservationTimes = new TypedDocumentString(`
    query ReservationTimes($filter: ReservationFilter, $orderBy: ReservationOrder, $first: Int, $after: String) {
  reservations(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      id
      startsAt
      endsAt
      status
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ReservationTimesQuery, ReservationTimesQueryVariables>;
export const ReservationsOfUser = new TypedDocumentString(`
    query ReservationsOfUser($id: ID!, $filter: ReservationFilter) {
  user(id: $id) {
    id
    reservations(filter: $filter) {
      totalCount
      nodes {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReservationsOfUserQuery, ReservationsOfUserQueryVariables>;
export const ReservationMove = new TypedDocumentString(`
    mutation ReservationMove($id: ID!, $input: ReservationUpdateInput!) {
  reservationUpdate(id: $id, input: $input) {
    reservation {
      ...ReservationCard
    }
    errors {
      ...Problem
      ... on BookingConflict {
        conflicts {
          id
          startsAt
          endsAt
          user {
            id
          }
        }
        alternatives {
          resource {
            id
            name
          }
          startsAt
          endsAt
        }
      }
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}
fragment ReservationCard on Reservation {
  id
  status
  startsAt
  endsAt
  durationMinutes
  participants
  description
  note
  isActive
  isUpcoming
  viewerCanCancel
  version
  createdAt
  updatedAt
  resource {
    id
    name
  }
  user {
    id
    fullName
  }
  creator {
    id
    fullName
  }
}`) as unknown as TypedDocumentString<ReservationMoveMutation, ReservationMoveMutationVariables>;
export const ReservationBook = new TypedDocumentString(`
    mutation ReservationBook($input: ReservationCreateInput!) {
  reservationCreate(input: $input) {
    reservation {
      id
    }
    errors {
      ...Problem
      ... on BookingConflict {
        conflicts {
          id
          startsAt
          endsAt
          status
          user {
            id
          }
          note
        }
      }
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ReservationBookMutation, ReservationBookMutationVariables>;
export const ReservationWatch = new TypedDocumentString(`
    subscription ReservationWatch($siteId: ID, $resourceId: ID) {
  reservationChanged(siteId: $siteId, resourceId: $resourceId) {
    change
    reservation {
      id
      status
      note
      description
      participants
      viewerCanCancel
      user {
        id
      }
      creator {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReservationWatchSubscription, ReservationWatchSubscriptionVariables>;
export const ReservationResume = new TypedDocumentString(`
    subscription ReservationResume($siteId: ID, $resourceId: ID, $after: ID) {
  reservationChanged(siteId: $siteId, resourceId: $resourceId, after: $after) {
    eventId
    change
    reservation {
      id
      note
    }
  }
}
    `) as unknown as TypedDocumentString<ReservationResumeSubscription, ReservationResumeSubscriptionVariables>;
export const ResourceCard = new TypedDocumentString(`
    query ResourceCard($id: ID!) {
  resource(id: $id) {
    id
    name
    kind
    capacity
    description
    features
    state
    location {
      building
      floor
      number
    }
    opensAt
    closesAt
    images
    hourlyRate
    isUsable
    version
    site {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceCardQuery, ResourceCardQueryVariables>;
export const ResourceNames = new TypedDocumentString(`
    query ResourceNames($filter: ResourceFilter, $orderBy: ResourceOrder, $first: Int, $after: String) {
  resources(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      id
      name
      kind
      capacity
    }
    edges {
      cursor
      node {
        id
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceNamesQuery, ResourceNamesQueryVariables>;
export const ResourceOpen = new TypedDocumentString(`
    query ResourceOpen($id: ID!, $at: DateTime) {
  resource(id: $id) {
    isOpen(at: $at)
    isUsable
  }
}
    `) as unknown as TypedDocumentString<ResourceOpenQuery, ResourceOpenQueryVariables>;
export const ResourceAvailability = new TypedDocumentString(`
    query ResourceAvailability($id: ID!, $days: Int) {
  resource(id: $id) {
    availability(days: $days) {
      date
      available
      reason
      freeSlots
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceAvailabilityQuery, ResourceAvailabilityQueryVariables>;
export const ResourceFreeSlots = new TypedDocumentString(`
    query ResourceFreeSlots($id: ID!, $from: DateTime!, $to: DateTime!, $minutes: Int) {
  resource(id: $id) {
    freeSlots(from: $from, to: $to, minutes: $minutes) {
      startsAt
      endsAt
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceFreeSlotsQuery, ResourceFreeSlotsQueryVariables>;
export const ResourceFigures = new TypedDocumentString(`
    query ResourceFigures($id: ID!) {
  resource(id: $id) {
    statistics {
      totalReservations
      activeReservations
      upcomingReservations
      occupancyNext7Days
      hoursReservedLast30Days
      meanDurationMinutes
    }
    upcomingReservations {
      id
      startsAt
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceFiguresQuery, ResourceFiguresQueryVariables>;
export const ResourceWindows = new TypedDocumentString(`
    query ResourceWindows($id: ID!, $first: Int, $after: String) {
  resource(id: $id) {
    availabilityWindows(first: $first, after: $after) {
      totalCount
      nodes {
        id
        startsAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceWindowsQuery, ResourceWindowsQueryVariables>;
export const AvailabilityWindowDetail = new TypedDocumentString(`
    query AvailabilityWindowDetail($id: ID!) {
  availabilityWindow(id: $id) {
    id
    kind
    recurrence
    startsAt
    endsAt
    reason
    version
    resource {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<AvailabilityWindowDetailQuery, AvailabilityWindowDetailQueryVariables>;
export const AvailableNames = new TypedDocumentString(`
    query AvailableNames($startsAt: DateTime!, $endsAt: DateTime!, $filter: ResourceFilter, $first: Int, $after: String) {
  availableResources(
    startsAt: $startsAt
    endsAt: $endsAt
    filter: $filter
    first: $first
    after: $after
  ) {
    totalCount
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AvailableNamesQuery, AvailableNamesQueryVariables>;
export const ResourceBoard = new TypedDocumentString(`
    query ResourceBoard($filter: ResourceFilter, $from: DateTime!, $to: DateTime!) {
  resources(filter: $filter, first: 100) {
    totalCount
    nodes {
      id
      site {
        id
        name
      }
      statistics {
        totalReservations
        occupancyNext7Days
      }
      availability {
        date
        available
      }
      upcomingReservations {
        id
        startsAt
        user {
          id
          fullName
        }
      }
      freeSlots(from: $from, to: $to) {
        startsAt
      }
      availabilityWindows(first: 5) {
        totalCount
        nodes {
          id
        }
      }
      isOpen
    }
  }
}
    `) as unknown as TypedDocumentString<ResourceBoardQuery, ResourceBoardQueryVariables>;
export const SitesDownToUsers = new TypedDocumentString(`
    query SitesDownToUsers($first: Int) {
  sites(first: $first) {
    nodes {
      id
      resources(first: 20) {
        totalCount
        nodes {
          id
          reservations(first: 5) {
            totalCount
            nodes {
              id
              user {
                id
                fullName
              }
              resource {
                id
                name
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SitesDownToUsersQuery, SitesDownToUsersQueryVariables>;
export const ResourceCreateDetailed = new TypedDocumentString(`
    mutation ResourceCreateDetailed($input: ResourceCreateInput!) {
  resourceCreate(input: $input) {
    resource {
      id
      name
      kind
      capacity
      description
      features
      state
      location {
        building
        floor
        number
      }
      opensAt
      closesAt
      images
      hourlyRate
      isUsable
      version
      site {
        id
      }
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ResourceCreateDetailedMutation, ResourceCreateDetailedMutationVariables>;
export const ResourceDeleteWithUses = new TypedDocumentString(`
    mutation ResourceDeleteWithUses($id: ID!) {
  resourceDelete(id: $id) {
    deletedId
    errors {
      ...Problem
      ... on InUse {
        uses {
          type
          count
        }
      }
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ResourceDeleteWithUsesMutation, ResourceDeleteWithUsesMutationVariables>;
export const AvailabilityWindowUpdate = new TypedDocumentString(`
    mutation AvailabilityWindowUpdate($id: ID!, $input: AvailabilityWindowUpdateInput!) {
  availabilityWindowUpdate(id: $id, input: $input) {
    availabilityWindow {
      id
      kind
      recurrence
      startsAt
      endsAt
      reason
      version
    }
    affectedReservations {
      id
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<AvailabilityWindowUpdateMutation, AvailabilityWindowUpdateMutationVariables>;
export const AvailabilityWindowDelete = new TypedDocumentString(`
    mutation AvailabilityWindowDelete($id: ID!) {
  availabilityWindowDelete(id: $id) {
    deletedId
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<AvailabilityWindowDeleteMutation, AvailabilityWindowDeleteMutationVariables>;
export const SessionDetail = new TypedDocumentString(`
    query SessionDetail($id: ID!) {
  session(id: $id) {
    ...SessionCard
  }
}
    fragment SessionCard on Session {
  id
  status
  startsAt
  endsAt
  capacity
  cancelReason
  version
  viewerCanUpdate
  viewerCanCancel
  course {
    id
  }
  trainer {
    id
  }
  room {
    id
  }
  equipment {
    id
  }
  reservations {
    id
    resource {
      id
    }
    startsAt
    endsAt
    status
    participants
    user {
      id
    }
  }
}`) as unknown as TypedDocumentString<SessionDetailQuery, SessionDetailQueryVariables>;
export const SessionTimes = new TypedDocumentString(`
    query SessionTimes($filter: SessionFilter, $orderBy: SessionOrder, $first: Int, $after: String) {
  sessions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      id
      startsAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SessionTimesQuery, SessionTimesQueryVariables>;
export const SessionCards = new TypedDocumentString(`
    query SessionCards($filter: SessionFilter, $first: Int) {
  sessions(filter: $filter, first: $first) {
    nodes {
      ...SessionCard
    }
  }
}
    fragment SessionCard on Session {
  id
  status
  startsAt
  endsAt
  capacity
  cancelReason
  version
  viewerCanUpdate
  viewerCanCancel
  course {
    id
  }
  trainer {
    id
  }
  room {
    id
  }
  equipment {
    id
  }
  reservations {
    id
    resource {
      id
    }
    startsAt
    endsAt
    status
    participants
    user {
      id
    }
  }
}`) as unknown as TypedDocumentString<SessionCardsQuery, SessionCardsQueryVariables>;
export const CourseSessions = new TypedDocumentString(`
    query CourseSessions($id: ID!, $filter: SessionFilter, $first: Int) {
  course(id: $id) {
    sessions(filter: $filter, first: $first) {
      totalCount
      nodes {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CourseSessionsQuery, CourseSessionsQueryVariables>;
export const CoursesWithSessions = new TypedDocumentString(`
    query CoursesWithSessions($filter: CourseFilter, $first: Int) {
  courses(filter: $filter, first: $first) {
    nodes {
      id
      sessions(first: 5, filter: {upcoming: true}) {
        nodes {
          id
          startsAt
          room {
            name
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CoursesWithSessionsQuery, CoursesWithSessionsQueryVariables>;
export const ReservationsWithSessions = new TypedDocumentString(`
    query ReservationsWithSessions($filter: ReservationFilter) {
  reservations(filter: $filter) {
    nodes {
      id
      status
      viewerCanCancel
      session {
        id
        course {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReservationsWithSessionsQuery, ReservationsWithSessionsQueryVariables>;
export const SessionCreate = new TypedDocumentString(`
    mutation SessionCreate($input: SessionCreateInput!) {
  sessionCreate(input: $input) {
    session {
      ...SessionCard
    }
    errors {
      ...SessionProblem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}
fragment SessionCard on Session {
  id
  status
  startsAt
  endsAt
  capacity
  cancelReason
  version
  viewerCanUpdate
  viewerCanCancel
  course {
    id
  }
  trainer {
    id
  }
  room {
    id
  }
  equipment {
    id
  }
  reservations {
    id
    resource {
      id
    }
    startsAt
    endsAt
    status
    participants
    user {
      id
    }
  }
}
fragment SessionProblem on UserError {
  ...Problem
  ... on BookingConflict {
    conflicts {
      id
      startsAt
      endsAt
    }
    alternatives {
      resource {
        id
      }
      startsAt
      endsAt
    }
  }
}`) as unknown as TypedDocumentString<SessionCreateMutation, SessionCreateMutationVariables>;
export const SessionUpdate = new TypedDocumentString(`
    mutation SessionUpdate($id: ID!, $input: SessionUpdateInput!) {
  sessionUpdate(id: $id, input: $input) {
    session {
      ...SessionCard
    }
    errors {
      ...SessionProblem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}
fragment SessionCard on Session {
  id
  status
  startsAt
  endsAt
  capacity
  cancelReason
  version
  viewerCanUpdate
  viewerCanCancel
  course {
    id
  }
  trainer {
    id
  }
  room {
    id
  }
  equipment {
    id
  }
  reservations {
    id
    resource {
      id
    }
    startsAt
    endsAt
    status
    participants
    user {
      id
    }
  }
}
fragment SessionProblem on UserError {
  ...Problem
  ... on BookingConflict {
    conflicts {
      id
      startsAt
      endsAt
    }
    alternatives {
      resource {
        id
      }
      startsAt
      endsAt
    }
  }
}`) as unknown as TypedDocumentString<SessionUpdateMutation, SessionUpdateMutationVariables>;
export const SessionReschedule = new TypedDocumentString(`
    mutation SessionReschedule($id: ID!, $startsAt: DateTime!, $endsAt: DateTime!) {
  sessionReschedule(id: $id, startsAt: $startsAt, endsAt: $endsAt) {
    session {
      ...SessionCard
    }
    errors {
      ...SessionProblem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}
fragment SessionCard on Session {
  id
  status
  startsAt
  endsAt
  capacity
  cancelReason
  version
  viewerCanUpdate
  viewerCanCancel
  course {
    id
  }
  trainer {
    id
  }
  room {
    id
  }
  equipment {
    id
  }
  reservations {
    id
    resource {
      id
    }
    startsAt
    endsAt
    status
    participants
    user {
      id
    }
  }
}
fragment SessionProblem on UserError {
  ...Problem
  ... on BookingConflict {
    conflicts {
      id
      startsAt
      endsAt
    }
    alternatives {
      resource {
        id
      }
      startsAt
      endsAt
    }
  }
}`) as unknown as TypedDocumentString<SessionRescheduleMutation, SessionRescheduleMutationVariables>;
export const SessionCancel = new TypedDocumentString(`
    mutation SessionCancel($id: ID!, $reason: String) {
  sessionCancel(id: $id, reason: $reason) {
    session {
      ...SessionCard
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}
fragment SessionCard on Session {
  id
  status
  startsAt
  endsAt
  capacity
  cancelReason
  version
  viewerCanUpdate
  viewerCanCancel
  course {
    id
  }
  trainer {
    id
  }
  room {
    id
  }
  equipment {
    id
  }
  reservations {
    id
    resource {
      id
    }
    startsAt
    endsAt
    status
    participants
    user {
      id
    }
  }
}`) as unknown as TypedDocumentString<SessionCancelMutation, SessionCancelMutationVariables>;
export const SessionStart = new TypedDocumentString(`
    mutation SessionStart($id: ID!) {
  sessionStart(id: $id) {
    session {
      ...SessionCard
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}
fragment SessionCard on Session {
  id
  status
  startsAt
  endsAt
  capacity
  cancelReason
  version
  viewerCanUpdate
  viewerCanCancel
  course {
    id
  }
  trainer {
    id
  }
  room {
    id
  }
  equipment {
    id
  }
  reservations {
    id
    resource {
      id
    }
    startsAt
    endsAt
    status
    participants
    user {
      id
    }
  }
}`) as unknown as TypedDocumentString<SessionStartMutation, SessionStartMutationVariables>;
export const SessionComplete = new TypedDocumentString(`
    mutation SessionComplete($id: ID!) {
  sessionComplete(id: $id) {
    session {
      ...SessionCard
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}
fragment SessionCard on Session {
  id
  status
  startsAt
  endsAt
  capacity
  cancelReason
  version
  viewerCanUpdate
  viewerCanCancel
  course {
    id
  }
  trainer {
    id
  }
  room {
    id
  }
  equipment {
    id
  }
  reservations {
    id
    resource {
      id
    }
    startsAt
    endsAt
    status
    participants
    user {
      id
    }
  }
}`) as unknown as TypedDocumentString<SessionCompleteMutation, SessionCompleteMutationVariables>;
export const SessionWatch = new TypedDocumentString(`
    subscription SessionWatch($siteId: ID, $courseId: ID, $after: ID) {
  sessionChanged(siteId: $siteId, courseId: $courseId, after: $after) {
    eventId
    change
    session {
      id
      status
      startsAt
    }
  }
}
    `) as unknown as TypedDocumentString<SessionWatchSubscription, SessionWatchSubscriptionVariables>;
export const SiteDetail = new TypedDocumentString(`
    query SiteDetail($id: ID!) {
  site(id: $id) {
    id
    name
    address
    timeZone
    opensAt
    closesAt
    version
    createdAt
    updatedAt
  }
}
    `) as unknown as TypedDocumentString<SiteDetailQuery, SiteDetailQueryVariables>;
export const SitesOrdered = new TypedDocumentString(`
    query SitesOrdered($filter: SiteFilter, $orderBy: SiteOrder, $first: Int, $after: String) {
  sites(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SitesOrderedQuery, SitesOrderedQueryVariables>;
export const SitesWithDepartments = new TypedDocumentString(`
    query SitesWithDepartments($first: Int, $firstDepartments: Int, $afterDepartment: String) {
  sites(first: $first) {
    nodes {
      id
      name
      departments(first: $firstDepartments, after: $afterDepartment) {
        totalCount
        nodes {
          id
          name
          manager {
            id
            fullName
          }
          site {
            id
            name
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SitesWithDepartmentsQuery, SitesWithDepartmentsQueryVariables>;
export const SiteDeleteWithUses = new TypedDocumentString(`
    mutation SiteDeleteWithUses($id: ID!) {
  siteDelete(id: $id) {
    deletedId
    errors {
      ...Problem
      ... on InUse {
        uses {
          type
          count
        }
      }
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<SiteDeleteWithUsesMutation, SiteDeleteWithUsesMutationVariables>;
export const DepartmentDetail = new TypedDocumentString(`
    query DepartmentDetail($id: ID!) {
  department(id: $id) {
    id
    name
    annualBudget
    version
    site {
      id
      name
    }
    manager {
      id
      fullName
    }
  }
}
    `) as unknown as TypedDocumentString<DepartmentDetailQuery, DepartmentDetailQueryVariables>;
export const Departments = new TypedDocumentString(`
    query Departments($filter: DepartmentFilter, $first: Int, $after: String) {
  departments(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      name
      annualBudget
      site {
        id
        name
      }
      manager {
        id
        fullName
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<DepartmentsQuery, DepartmentsQueryVariables>;
export const DepartmentUpdate = new TypedDocumentString(`
    mutation DepartmentUpdate($id: ID!, $input: DepartmentUpdateInput!) {
  departmentUpdate(id: $id, input: $input) {
    department {
      id
      name
      annualBudget
      version
      manager {
        id
      }
      site {
        id
      }
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<DepartmentUpdateMutation, DepartmentUpdateMutationVariables>;
export const DepartmentDelete = new TypedDocumentString(`
    mutation DepartmentDelete($id: ID!) {
  departmentDelete(id: $id) {
    deletedId
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<DepartmentDeleteMutation, DepartmentDeleteMutationVariables>;
export const OrganizationCreate = new TypedDocumentString(`
    mutation OrganizationCreate($input: OrganizationCreateInput!) {
  organizationCreate(input: $input) {
    organization {
      id
      name
      logoUrl
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<OrganizationCreateMutation, OrganizationCreateMutationVariables>;
export const OrganizationUpdate = new TypedDocumentString(`
    mutation OrganizationUpdate($id: ID!, $input: OrganizationUpdateInput!) {
  organizationUpdate(id: $id, input: $input) {
    organization {
      id
      name
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<OrganizationUpdateMutation, OrganizationUpdateMutationVariables>;
export const Organizations = new TypedDocumentString(`
    query Organizations($first: Int, $after: String) {
  organizations(first: $first, after: $after) {
    totalCount
    nodes {
      id
      name
      email
      phone
      address
      logoUrl
      classGroups(first: 10) {
        nodes {
          id
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OrganizationsQuery, OrganizationsQueryVariables>;
export const ClassGroupCreate = new TypedDocumentString(`
    mutation ClassGroupCreate($input: ClassGroupCreateInput!) {
  classGroupCreate(input: $input) {
    classGroup {
      id
      name
      organization {
        id
      }
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ClassGroupCreateMutation, ClassGroupCreateMutationVariables>;
export const ClassGroupAddLearners = new TypedDocumentString(`
    mutation ClassGroupAddLearners($id: ID!, $learnerIds: [ID!]!) {
  classGroupAddLearners(id: $id, learnerIds: $learnerIds) {
    classGroup {
      id
      learnerCount
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ClassGroupAddLearnersMutation, ClassGroupAddLearnersMutationVariables>;
export const ClassGroupRemoveLearners = new TypedDocumentString(`
    mutation ClassGroupRemoveLearners($id: ID!, $learnerIds: [ID!]!) {
  classGroupRemoveLearners(id: $id, learnerIds: $learnerIds) {
    classGroup {
      id
      learnerCount
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ClassGroupRemoveLearnersMutation, ClassGroupRemoveLearnersMutationVariables>;
export const ClassGroup = new TypedDocumentString(`
    query ClassGroup($id: ID!) {
  classGroup(id: $id) {
    id
    name
    learnerCount
    learners(first: 50, orderBy: {field: NAME, direction: DESC}) {
      totalCount
      nodes {
        id
        firstName
        lastName
        phone
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ClassGroupQuery, ClassGroupQueryVariables>;
export const ProfileUpdate = new TypedDocumentString(`
    mutation ProfileUpdate($input: ProfileUpdateInput!) {
  profileUpdate(input: $input) {
    user {
      id
      firstName
      lastName
      phone
      birthDate
      photoUrl
      version
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<ProfileUpdateMutation, ProfileUpdateMutationVariables>;
export const Learners = new TypedDocumentString(`
    query Learners($filter: LearnerFilter, $orderBy: LearnerOrder, $first: Int, $after: String) {
  learners(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    nodes {
      id
      firstName
      lastName
      phone
      email
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LearnersQuery, LearnersQueryVariables>;
export const CourseCreate = new TypedDocumentString(`
    mutation CourseCreate($input: CourseCreateInput!) {
  courseCreate(input: $input) {
    course {
      id
      title
      durationMinutes
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<CourseCreateMutation, CourseCreateMutationVariables>;
export const CourseUpdate = new TypedDocumentString(`
    mutation CourseUpdate($id: ID!, $input: CourseUpdateInput!) {
  courseUpdate(id: $id, input: $input) {
    course {
      id
      published
      version
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<CourseUpdateMutation, CourseUpdateMutationVariables>;
export const CourseAssign = new TypedDocumentString(`
    mutation CourseAssign($id: ID!, $classGroupIds: [ID!], $learnerIds: [ID!]) {
  courseAssign(id: $id, classGroupIds: $classGroupIds, learnerIds: $learnerIds) {
    course {
      id
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<CourseAssignMutation, CourseAssignMutationVariables>;
export const MaterialAdd = new TypedDocumentString(`
    mutation MaterialAdd($courseId: ID!, $input: MaterialInput!) {
  materialAdd(courseId: $courseId, input: $input) {
    material {
      id
      kind
      title
      url
      position
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<MaterialAddMutation, MaterialAddMutationVariables>;
export const Courses = new TypedDocumentString(`
    query Courses($filter: CourseFilter, $first: Int, $after: String) {
  courses(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      id
      title
      description
      objectives
      durationMinutes
      published
      owner {
        id
        fullName
      }
      materials {
        id
        kind
        title
        url
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CoursesQuery, CoursesQueryVariables>;
export const LearnerInvite = new TypedDocumentString(`
    mutation LearnerInvite($input: LearnerInviteInput!) {
  learnerInvite(input: $input) {
    user {
      id
      email
    }
    invitationToken
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<LearnerInviteMutation, LearnerInviteMutationVariables>;
export const InvitationAccept = new TypedDocumentString(`
    mutation InvitationAccept($input: InvitationAcceptInput!) {
  invitationAccept(input: $input) {
    accessToken
    user {
      id
    }
    errors {
      ...Problem
    }
  }
}
    fragment Problem on UserError {
  __typename
  code
  message
  path
}`) as unknown as TypedDocumentString<InvitationAcceptMutation, InvitationAcceptMutationVariables>;
import type { Policy } from '../../platform/access/policy.js';

/** A budget is for those who may change it. */
export const seeingBudget: Policy<never> = { permission: 'department:update', owners: [] };

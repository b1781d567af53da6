/** What the server signs with, the newest first. Whatever was signed with an older one still counts, so that a secret can be changed in peace. */
export type Secrets = readonly [current: string, ...previous: string[]];

import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { startApp } from '../support/app.js';

const { url } = await startApp();

/** A GET that a page of another site could send is refused, whatever it asks. The audit asks as a client that is no such page. */
const fetchFn: typeof fetch = (input, init) => fetch(input, { ...init, headers: { ...init?.headers, 'apollo-require-preflight': 'true' } });

/** What the specification only recommends, and is not done: a request that cannot be carried out is told by its status, too. */
const OTHERWISE: Readonly<Record<string, string>> = {
  '572B': 'SHOULD use 200 status code on document parsing failure when accepting application/json',
  FDE2: 'SHOULD use 200 status code on document validation failure when accepting application/json',
  '7B9B': 'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
};

/** The GraphQL over HTTP specification, as the audit of its working group asks for it. */
test.each(serverAudits({ url, fetchFn }).map(audit => [audit.id, audit.name, audit] as const))('%s %s', async (id, name, audit) => {
  const { status } = await audit.fn();
  expect([name, status]).toEqual(id in OTHERWISE ? [OTHERWISE[id], 'warn'] : [name, 'ok']);
});

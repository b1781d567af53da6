import { expect, test } from 'vitest';
import { startApp } from '../../support/app.js';
import { seed } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);

test('of several mutations in one operation each answers what is so after it, not what the one before it read', async () => {
  const [site, manager] = [await world.site(), await world.user({ role: 'MANAGER' })];
  const add = (
    alias: string,
  ) => `${alias}: departmentCreate(input: { name: "${alias}", siteId: "${site.id}", managerId: "${manager.id}" }) {
    department { site { name departments { totalCount nodes { name } } } }
  }`;
  const rename = `siteUpdate(id: "${site.id}", input: { name: "New name" }) { site { name } }`;
  const { data } = await manager.client.query(`mutation { ${add('first')} ${rename} ${add('second')} }`);
  const department = (siteName: string, ...names: string[]) => ({
    department: { site: { name: siteName, departments: { totalCount: names.length, nodes: names.map(name => ({ name })) } } },
  });
  expect(data).toEqual({
    first: department(site.name, 'first'),
    siteUpdate: { site: { name: 'New name' } },
    second: department('New name', 'first', 'second'),
  });
});

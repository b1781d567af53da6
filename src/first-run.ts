import type { App } from './app.js';
import type { Config } from './config.js';
import { DEMO_PASSWORD, demoAccounts } from './demonstration/catalogue.js';
import { hashPassword } from './modules/accounts/passwords.js';
import { User } from './modules/accounts/user.entity.js';
import { newUser } from './modules/accounts/user.service.js';
import { Role } from './platform/access/permissions.js';
import { sql } from './platform/database/sql.js';

/** Gives an empty database its first administrator and, in development, a demonstration. */
export async function fillIfEmpty({ database }: App, { admin, demo }: Pick<Config, 'admin' | 'demo'>): Promise<void> {
  await database.write({ actor: null, deed: 'database:fill' }, async ({ em, rows }) => {
    if ((await rows(sql`select 1 from users limit 1`)).length > 0) return;
    if (demo) {
      const { DemonstrationSeeder } = await import('./demonstration/demonstration.seeder.js');
      await new DemonstrationSeeder().run(em);
    }
    if (admin && !(await em.findOne(User, { email: admin.email.toLowerCase() }))) {
      const user = newUser({
        username: 'administrator',
        email: admin.email,
        firstName: 'First',
        lastName: 'Administrator',
        role: Role.ADMIN,
      });
      user.passwordHash = await hashPassword(admin.password);
      em.persist(user);
    }
    await em.flush();
  });
}

/** Who can be tried out: an account for each role, while the demonstration is there. */
export async function accountsToTry({ database }: App): Promise<readonly { role: Role; email: string; password: string }[]> {
  const found = await database.orm.em.fork().find(User, { email: { $in: demoAccounts.map(it => it.email) }, active: true });
  const known = new Set(found.map(it => it.email));
  return demoAccounts.filter(it => known.has(it.email)).map(it => ({ ...it, password: DEMO_PASSWORD }));
}

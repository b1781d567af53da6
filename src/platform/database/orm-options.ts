import { basename, dirname, join } from 'node:path';
import type { EntityMetadata, Options } from '@mikro-orm/core';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Migrator } from '@mikro-orm/migrations';
import { addDatabaseRules } from './database-rules.js';
import type { EntityClass } from './entity.js';
import { InstantType } from './instant.js';
import { ValidatingSubscriber } from './validation.js';

/** The project's root, also when this runs from `dist`. */
const HERE = join(import.meta.dirname, '../../..');
const ROOT = basename(HERE) === 'dist' ? dirname(HERE) : HERE;

/** MikroORM's options for a database: the same for the server, the migrations and MikroORM's own command line. */
export function ormOptions(url: string, entities: readonly EntityClass[]): Partial<Options> {
  const dialect = url.startsWith('sqlite:') ? 'sqlite' : 'postgresql';
  return {
    entities: [...entities] as never,
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    subscribers: [new ValidatingSubscriber()],
    discovery: {
      onMetadata: (meta: EntityMetadata) => {
        forgetMoments(meta);
        addDatabaseRules(meta, dialect);
      },
    },
    migrations: {
      path: join(HERE, 'migrations', dialect),
      pathTs: join(ROOT, 'migrations', dialect),
      glob: 'Migration*.{js,ts}',
      snapshotName: '.snapshot',
      snapshotOnMigrate: false,
      silent: true,
    },
    ...(dialect === 'sqlite' ? { dbName: url.slice('sqlite:'.length) } : { clientUrl: url }),
  };
}

/** MikroORM takes what two new entities have in common for a column's default: their moment, if no clock ticked between them. */
function forgetMoments(meta: EntityMetadata): void {
  for (const prop of meta.props) if ((prop.type as unknown) === InstantType) delete prop.default;
}

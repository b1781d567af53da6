import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EntityMetadata, Options } from '@mikro-orm/core';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { RecordingSubscriber } from '../audit/recording.js';
import { addDatabaseRules } from './database-rules.js';
import type { Dialect } from './dialect.js';
import type { EntityClass } from './entity.js';
import { InstantType } from './instant.js';
import { ValidatingSubscriber } from './validation.js';

/** The nearest folder above that holds the migrations: the project's root, or `dist` when this runs from there, bundled or not. */
const HERE = withMigrations(import.meta.dirname);
const ROOT = basename(HERE) === 'dist' ? dirname(HERE) : HERE;

/** Where the migrations of a database are, in the form in which this runs. */
export function migrationsFolder(dialect: Dialect['name']): string {
  return join(HERE, 'migrations', dialect);
}

/** MikroORM's options for a database: the same for the server, the migrations and MikroORM's own command line. */
export function ormOptions(url: string, entities: readonly EntityClass[]): Partial<Options> {
  const dialect = url.startsWith('sqlite:') ? 'sqlite' : 'postgresql';
  return {
    entities: [...entities] as never,
    metadataProvider: ReflectMetadataProvider,
    subscribers: [new ValidatingSubscriber(), new RecordingSubscriber()],
    discovery: {
      onMetadata: (meta: EntityMetadata) => {
        forgetMoments(meta);
        addDatabaseRules(meta, dialect);
      },
    },
    migrations: {
      path: migrationsFolder(dialect),
      pathTs: join(ROOT, 'migrations', dialect),
      glob: 'Migration*.{js,ts}',
      snapshotName: '.snapshot',
      snapshotOnMigrate: false,
      silent: true,
      // One transaction around all of them would keep one that goes in steps of its own waiting for ever.
      allOrNothing: false,
    },
    ...(dialect === 'sqlite' ? { dbName: url.slice('sqlite:'.length) } : { clientUrl: url }),
  };
}

function withMigrations(folder: string): string {
  if (existsSync(join(folder, 'migrations'))) return folder;
  if (folder === dirname(folder)) throw new Error('The folder with the migrations is missing.');
  return withMigrations(dirname(folder));
}

/** MikroORM takes what two new entities have in common for a column's default: their moment, if no clock ticked between them. */
function forgetMoments(meta: EntityMetadata): void {
  for (const prop of meta.props) if ((prop.type as unknown) === InstantType) delete prop.default;
}

import 'reflect-metadata';
import type { Options } from '@mikro-orm/core';
import { defineConfig as definePostgresql } from '@mikro-orm/postgresql';
import { defineConfig as defineSqlite } from '@mikro-orm/sqlite';
import { entities } from './src/app.js';
import { readConfig } from './src/config.js';
import { ormOptions } from './src/platform/database/orm-options.js';

const { databaseUrl } = readConfig();
const options = ormOptions(databaseUrl, entities) as object;

/** For MikroORM's own command line; the server composes the same options itself. */
export default (databaseUrl.startsWith('sqlite:') ? defineSqlite(options) : definePostgresql(options)) as Options;

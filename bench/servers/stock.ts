import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { MikroORM } from '@mikro-orm/sqlite';
import jsonwebtoken from 'jsonwebtoken';
import { CompiledQuery } from 'kysely';
import { buildSchema } from 'type-graphql';
import { serve } from './serve.js';
import { entities, Login } from './stock.entities.js';
import { type Context, ReservationResolver, ResourceResolver } from './stock.resolvers.js';

/** Apollo, TypeGraphQL and MikroORM the way their tutorials put them together. */
await serve(async ({ file, secret, port }) => {
  const orm = await MikroORM.init({
    entities,
    dbName: file,
    metadataProvider: ReflectMetadataProvider,
    // As the app: synced at every commit.
    onCreateConnection: async connection => {
      const { executeQuery } = connection as { executeQuery(query: CompiledQuery): Promise<unknown> };
      await executeQuery.call(connection, CompiledQuery.raw('pragma synchronous = full'));
    },
  });
  const schema = await buildSchema({ resolvers: [ResourceResolver, ReservationResolver], validate: true });
  const server = new ApolloServer<Context>({ schema });
  const { url } = await startStandaloneServer(server, {
    listen: { port, host: '127.0.0.1' },
    context: async ({ req }) => {
      const em = orm.em.fork();
      try {
        const token = (req.headers.authorization ?? '').replace('Bearer ', '');
        const { sid } = jsonwebtoken.verify(token, secret, { algorithms: ['HS256'], issuer: 'amphi', audience: 'amphi-api' }) as {
          sid: string;
        };
        const login = await em.findOne(Login, { id: sid, endedAt: null, expiresAt: { $gt: Date.now() } }, { populate: ['user'] });
        return { em, user: login?.user.active ? login.user : null };
      } catch {
        return { em, user: null };
      }
    },
  });
  return url;
});

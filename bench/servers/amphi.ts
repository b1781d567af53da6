import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { serve } from './serve.js';

/** The application as it runs in production. */
await serve(async ({ file, secret }) => {
  const config = readConfig({
    NODE_ENV: 'production',
    AMPHI_SECRET: secret,
    DATABASE_URL: `sqlite:${file}`,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
  });
  const app = await createApp({ ...config, secret });
  return app.server.listen(config.port, config.host);
});

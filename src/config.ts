import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform(value => value === 'true');
const list = z.string().transform(value =>
  value
    .split(',')
    .map(it => it.trim())
    .filter(Boolean),
);

const databaseUrl = z.string().regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must begin with sqlite: or postgresql://');

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).optional(),
  DATABASE_URL: databaseUrl.default('sqlite:./data/amphi.db'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/.+$/, 'must begin with redis:// or rediss://')
    .optional(),
  REDIS_PREFIX: z.string().min(1).default('amphi'),
  AMPHI_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').max(128).optional(),
  DEMO: flag.optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/.+$/, 'must begin with smtp:// or smtps://')
    .refine(url => URL.canParse(url), 'must be a URL; write %40 for an @ in a name or a password')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>@\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be an address, such as Amphi <amphi@example.org>')
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must begin with http:// or https://' })
    .transform(url => url.replace(/\/+$/, ''))
    .optional(),
  ALLOWED_ORIGINS: list.default([]),
  TRUST_PROXY: z.coerce.number('must be the number of proxies').int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  /** Where servers on one database meet; without it each looks by itself. */
  readonly redis: { readonly url: string; readonly prefix: string } | undefined;
  /** Signs tokens. Without it, development keeps one of its own beside the database. */
  readonly secret: string | undefined;
  readonly admin: { readonly email: string; readonly password: string } | undefined;
  readonly demo: boolean;
  /** Who takes mail, and whom it is from. Without it, development prints mail and production sends none. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  /** Where the client app is, to which links in mails lead. */
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
  /** How many proxies in front are believed about the client's address. */
  readonly trustedProxies: number;
  readonly logLevel: string;
}

/** Thrown with a sentence that names each wrong variable. */
export class ConfigError extends Error {}

/** Parses the environment, once. Nothing else reads it. */
export function readConfig(variables: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(issue => `${issue.path.join('.')} ${sentence(issue.message)}`).join('\n'));
  }
  const it = parsed.data;
  const production = it.NODE_ENV === 'production';
  if (production && !it.AMPHI_SECRET)
    throw new ConfigError('AMPHI_SECRET must be set in production: a random text of at least 32 characters.');
  if (!it.ADMIN_EMAIL !== !it.ADMIN_PASSWORD) throw new ConfigError('ADMIN_EMAIL and ADMIN_PASSWORD must be set together.');
  if (!it.SMTP_URL !== !it.MAIL_FROM) throw new ConfigError('SMTP_URL and MAIL_FROM must be set together.');
  return {
    production,
    port: it.PORT,
    host: it.HOST ?? (production ? '0.0.0.0' : 'localhost'),
    databaseUrl: it.DATABASE_URL,
    redis: it.REDIS_URL ? { url: it.REDIS_URL, prefix: it.REDIS_PREFIX } : undefined,
    secret: it.AMPHI_SECRET,
    admin: it.ADMIN_EMAIL && it.ADMIN_PASSWORD ? { email: it.ADMIN_EMAIL, password: it.ADMIN_PASSWORD } : undefined,
    smtp: it.SMTP_URL && it.MAIL_FROM ? { url: it.SMTP_URL, from: it.MAIL_FROM } : undefined,
    publicUrl: it.PUBLIC_URL,
    demo: it.DEMO ?? it.NODE_ENV === 'development',
    allowedOrigins: it.ALLOWED_ORIGINS,
    trustedProxies: it.TRUST_PROXY,
    logLevel: it.LOG_LEVEL,
  };
}

export function isDatabaseUrl(url: string): boolean {
  return databaseUrl.safeParse(url).success;
}

function sentence(message: string): string {
  return message.startsWith('must') ? `${message}.` : `is wrong: ${message}.`;
}

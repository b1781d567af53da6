import { z } from 'zod';
import type { SentryOptions } from './platform/telemetry/sentry.js';
import type { TracingOptions } from './platform/telemetry/tracing.js';

const flag = z.enum(['true', 'false']).transform(value => value === 'true');
const list = z.string().transform(value =>
  value
    .split(',')
    .map(it => it.trim())
    .filter(Boolean),
);

const databaseUrl = z.string().regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must begin with sqlite: or postgresql://');

const positive = z.coerce.number('must be a number').int().min(1, 'must be positive');
const address = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });

/** OpenTelemetry's samplers: how many traces they keep, and whether whoever began a trace elsewhere has decided for it. */
const samplers = {
  always_on: () => ({ share: 1, followsParent: false }),
  always_off: () => ({ share: 0, followsParent: false }),
  traceidratio: (share: number) => ({ share, followsParent: false }),
  parentbased_always_on: () => ({ share: 1, followsParent: true }),
  parentbased_always_off: () => ({ share: 0, followsParent: true }),
  parentbased_traceidratio: (share: number) => ({ share, followsParent: true }),
};
type Sampler = keyof typeof samplers;

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
  ALLOWED_ORIGINS: list.default([]),
  TRUST_PROXY: z.coerce.number('must be the number of proxies').int().min(0).max(10).default(0),
  AUDIT_DAYS: z.coerce.number('must be a number of days').int().min(1).max(36_500).optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal('http/protobuf', 'must be http/protobuf').optional(),
  OTEL_TRACES_SAMPLER: z.enum(Object.keys(samplers) as Sampler[]).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number('must be a number from 0 to 1').min(0).max(1).default(1),
  OTEL_BSP_SCHEDULE_DELAY: positive.optional(),
  OTEL_BSP_MAX_QUEUE_SIZE: positive.optional(),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: positive.optional(),
  OTEL_SDK_DISABLED: flag.default(false),
  SENTRY_DSN: address.optional(),
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
  readonly allowedOrigins: readonly string[];
  /** How many proxies in front are believed about the client's address. */
  readonly trustedProxies: number;
  /** How long the audit is kept; for ever where it is not said. */
  readonly auditDays?: number | undefined;
  /** Whoever has it may read the metrics. */
  readonly metricsToken: string | undefined;
  /** Where to, OpenTelemetry's exporter reads by itself. */
  readonly tracing: TracingOptions | undefined;
  readonly sentry: SentryOptions | undefined;
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
  return {
    production,
    port: it.PORT,
    host: it.HOST ?? (production ? '0.0.0.0' : 'localhost'),
    databaseUrl: it.DATABASE_URL,
    redis: it.REDIS_URL ? { url: it.REDIS_URL, prefix: it.REDIS_PREFIX } : undefined,
    secret: it.AMPHI_SECRET,
    admin: it.ADMIN_EMAIL && it.ADMIN_PASSWORD ? { email: it.ADMIN_EMAIL, password: it.ADMIN_PASSWORD } : undefined,
    demo: it.DEMO ?? it.NODE_ENV === 'development',
    allowedOrigins: it.ALLOWED_ORIGINS,
    trustedProxies: it.TRUST_PROXY,
    auditDays: it.AUDIT_DAYS,
    metricsToken: it.METRICS_TOKEN,
    tracing:
      !it.OTEL_SDK_DISABLED && (it.OTEL_EXPORTER_OTLP_ENDPOINT || it.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
        ? {
            ...samplers[it.OTEL_TRACES_SAMPLER](it.OTEL_TRACES_SAMPLER_ARG),
            scheduledDelayMillis: it.OTEL_BSP_SCHEDULE_DELAY,
            maxQueueSize: it.OTEL_BSP_MAX_QUEUE_SIZE,
            maxExportBatchSize: it.OTEL_BSP_MAX_EXPORT_BATCH_SIZE,
          }
        : undefined,
    sentry: it.SENTRY_DSN ? { dsn: it.SENTRY_DSN, environment: it.NODE_ENV } : undefined,
    logLevel: it.LOG_LEVEL,
  };
}

export function isDatabaseUrl(url: string): boolean {
  return databaseUrl.safeParse(url).success;
}

function sentence(message: string): string {
  return message.startsWith('must') ? `${message}.` : `is wrong: ${message}.`;
}

import type { Config } from '../config.js';
import { type Finding, ok, warn } from './finding.js';

/** What a configuration says that is right by itself, but hardly meant. */
export function checkConfiguration({ production, demo, logLevel, databaseUrl, metricsToken }: Config): Finding[] {
  const findings: Finding[] = [];
  if (production && demo) {
    findings.push(
      warn('configuration', 'DEMO is true in production: its accounts have a password that everybody knows.', 'Set DEMO=false.'),
    );
  }
  if (production && ['debug', 'trace'].includes(logLevel)) {
    findings.push(warn('configuration', `LOG_LEVEL is ${logLevel}: every request writes a line.`, 'Set LOG_LEVEL=info.'));
  }
  if (['silent', 'fatal'].includes(logLevel)) {
    findings.push(warn('configuration', `LOG_LEVEL is ${logLevel}: errors are not logged.`, 'Set LOG_LEVEL=info.'));
  }
  const kind = databaseUrl.startsWith('sqlite:') ? 'SQLite' : 'PostgreSQL';
  const metrics = metricsToken ? 'open to METRICS_TOKEN' : production ? 'closed' : 'open to this machine';
  return [ok('configuration', `${production ? 'production' : 'development'} on ${kind}; metrics are ${metrics}.`), ...findings];
}

import { nowhere, printing, RecipientRefused, type Transport } from './transport.js';

const CONNECT_MS = 10_000;
/** How long the other side may be silent. */
const SILENCE_MS = 20_000;
const CONNECTIONS = 3;

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, encrypted where the other side can (STARTTLS), or `smtps://…`, always encrypted. */
  readonly url: string;
  /** `Amphi <amphi@example.org>` */
  readonly from: string;
}

/** The way out for mail that the configuration says. */
export function transportFor({ smtp, production }: { readonly smtp: SmtpOptions | undefined; readonly production: boolean }): Transport {
  if (smtp) return smtpTransport(smtp);
  return production ? nowhere : printing;
}

/** Hands mail to an SMTP server. Its library is loaded with the first mail. */
export function smtpTransport({ url, from }: SmtpOptions): Transport {
  let loading: ReturnType<typeof open> | undefined;
  return {
    async send({ id, to, subject, text }) {
      loading ??= open(url);
      const transporter = await loading;
      try {
        await transporter.sendMail({ from, to, subject, text, messageId: idOf(id, from), headers: { 'Auto-Submitted': 'auto-generated' } });
      } catch (error) {
        throw isForGood(error) ? new RecipientRefused() : error;
      }
    },
    close: () => void loading?.then(transporter => transporter.close()),
  };
}

async function open(url: string) {
  const { createTransport } = await import('nodemailer');
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host: hostname,
    port: Number(port || (secure ? 465 : 587)),
    secure,
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
}

function idOf(id: string, from: string): string {
  return `<${id}@${from.match(/@([^\s>]+)/)?.[1] ?? 'amphi'}>`;
}

/** 5xx to the recipient itself: there is no such mailbox. Whatever else is wrong may be mended. */
function isForGood(error: unknown): boolean {
  const { code, command, responseCode = 0 } = error as { code?: string; command?: string; responseCode?: number };
  return code === 'EENVELOPE' && command === 'RCPT TO' && responseCode >= 500;
}

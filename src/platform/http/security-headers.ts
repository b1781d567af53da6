import type { OutgoingHttpHeader, OutgoingHttpHeaders } from 'node:http';
import { ServerResponse } from './node-http.js';

const YEAR_S = 31_536_000;

/**
 * The headers of an API's answers, after the OWASP REST Security Cheat Sheet. Production has no pages, so nothing may be loaded or
 * framed; Apollo Sandbox brings its own policy along in its page.
 */
function securityHeaders(production: boolean): Readonly<Record<string, string>> {
  const always = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
  return production ? { ...always, 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" } : always;
}

/** Over TLS only: RFC 6797 (7.2) forbids it elsewhere. */
export const STRICT_TRANSPORT_SECURITY = `max-age=${YEAR_S}; includeSubDomains`;

/** The class of all answers: they have these headers, whoever writes them, unless they bring their own. */
export function securedResponse(production: boolean): typeof ServerResponse {
  const headers = securityHeaders(production);
  class SecuredResponse extends ServerResponse {
    override writeHead(status: number, reason?: string | Given, given?: Given): this {
      if (typeof reason === 'string') return super.writeHead(status, reason, this.#secured(given));
      return super.writeHead(status, this.#secured(reason));
    }

    #secured(given: Given | undefined): Given | undefined {
      if (given && !Array.isArray(given)) return { ...headers, ...given };
      for (const [name, value] of Object.entries(headers)) if (!this.hasHeader(name)) this.setHeader(name, value);
      return given;
    }
  }
  return SecuredResponse as typeof ServerResponse;
}

type Given = OutgoingHttpHeaders | OutgoingHttpHeader[];

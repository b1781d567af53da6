const YEAR_S = 31_536_000;

/**
 * The headers of an API's answers, after the OWASP REST Security Cheat Sheet. Production has no pages, so nothing may be loaded or
 * framed; Apollo Sandbox brings its own policy along in its page.
 */
export function securityHeaders(production: boolean): Readonly<Record<string, string>> {
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

/** A telephone number as ITU-T E.164 writes it for the whole world: a plus sign, the country's digits and the rest, 15 digits at most. */
export const E164 = /^\+[1-9]\d{6,14}$/;

/** What class-validator's `IsUrl` takes for an address of the web; its host may be one of the house, without a domain. */
export const WEB_URL = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };

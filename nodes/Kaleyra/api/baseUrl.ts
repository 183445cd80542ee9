/** The credential's fields that locate the account. */
export interface AccountLocation {
  readonly region?: unknown;
  readonly baseUrl?: unknown;
  readonly sid?: unknown;
  readonly apiKey?: unknown;
}

/** Where to send requests, or why the credential does not say. */
export type ResolvedBaseUrl =
  | { readonly baseUrl: string; readonly sid: string }
  | { readonly problem: string };

/**
 * Validates the credential's SID and base URL. Plain HTTP is allowed only for loopback hosts, because every request
 * carries the API key. The node, the credential test and n8n's HTTP Request node all go by this rule.
 */
export function resolveBaseUrl(account: AccountLocation): ResolvedBaseUrl {
  const sid = toText(account.sid);
  if (sid === '' || /^\.+$/.test(sid)) return { problem: "The credential's 'SID' is missing or invalid" };
  // n8n would cut other characters out of the key, or send it empty.
  if (account.apiKey !== undefined && !/^[\x21-\x7e]+$/.test(toText(account.apiKey)))
    return { problem: "The credential's 'API Key' is missing or invalid" };
  const isCustom = account.region === 'custom';
  const given = toText(isCustom ? account.baseUrl : account.region);
  if (given === '' && isCustom) {
    return { problem: "The credential's region is 'Custom', but its 'API Domain' is empty" };
  }
  const url = parseUrl(given);
  const field = isCustom ? 'API Domain' : 'Region';
  if (url === null) return { problem: `The credential's '${field}' is not a valid URL` };
  const problem = findProblem(given, url, field);
  return problem === null ? { baseUrl: url.origin + withoutVersion(url.pathname), sid } : { problem };
}

/** A request's URL, which may be relative to its base URL. */
export interface Target {
  readonly url: string;
  readonly baseURL: string;
}

/** Why a request must not get the account's API key, or null: the key goes to the account's own host alone. */
export function findForeignTarget({ url, baseURL }: Target, accountUrl: string): string | null {
  const target = URL.canParse(url, baseURL) ? new URL(url, baseURL) : null;
  const account = new URL(accountUrl);
  if (target?.origin === account.origin) return null;
  return `This credential is for ${account.origin}, so its API key was not sent to ${target?.origin ?? 'an invalid URL'}`;
}

function toText(field: unknown): string {
  return String(field ?? '').trim();
}

// What follows the host in the console's examples is not part of the base URL.
function withoutVersion(path: string): string {
  return path.replace(/\/+$/, '').replace(/(?:\/api)?\/v1(?:\/[^/]*)?$/i, '');
}

// Without a scheme it is https. "host:8790" has a port, not a scheme.
function parseUrl(given: string): URL | null {
  if (/[\s\\]/.test(given)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(given);
  if (hasScheme && !/^https?:\/\/[^/]/i.test(given)) return null;
  const text = hasScheme ? given : `https://${given}`;
  return URL.canParse(text) ? new URL(text) : null;
}

function findProblem(given: string, url: URL, field: string): string | null {
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return `The credential's '${field}' must start with https, because the API key would otherwise be sent unencrypted`;
  }
  if (url.username !== '' || url.password !== '') {
    return `The credential's '${field}' must not contain a user name`;
  }
  return /[?#]/.test(given) ? `The credential's '${field}' must not contain a query or fragment` : null;
}

// A URL's host name has its IP address in the usual form, however it was written.
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

/** Encodes any text as one path segment. Commas and colons are safe in a path and stay readable. */
export function encodePathSegment(text: string): string {
  // Half of a surrogate pair cannot be encoded.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/%2C/g, ',')
    .replace(/%3A/g, ':');
}

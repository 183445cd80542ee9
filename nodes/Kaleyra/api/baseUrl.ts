/** The credential's fields that locate the account. */
export interface AccountLocation {
  readonly region: string;
  readonly baseUrl?: string;
  readonly sid: string;
}

/** Where to send requests, or why the credential does not say. */
export type ResolvedBaseUrl =
  | { readonly baseUrl: string; readonly sid: string }
  | { readonly problem: string };

const LOOPBACK = String.raw`(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:[/?#]|$)`;

// The node and the credential test share this rule; the test can only be written as an n8n expression.
const NORMALIZE: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\s/]+$/, ''],
  [/(?:\/api)?\/v1(?:\/[^/]*)?$/i, ''],
  [/^(?!https?:\/\/)/i, 'https://'],
  [new RegExp(`^http://(?!${LOOPBACK})`, 'i'), 'https://'],
];

/** The credential's base URL as an n8n expression, by the same rule as `resolveBaseUrl`. */
export const BASE_URL_EXPRESSION = [
  '={{ $credentials.region !== "custom" ? $credentials.region : String($credentials.baseUrl ?? "").trim()',
  ...NORMALIZE.map(
    ([pattern, replacement]) => `.replace(${String(pattern)}, ${JSON.stringify(replacement)})`,
  ),
  ' }}',
].join('');

/**
 * Validates the credential's SID and base URL. Plain HTTP is allowed only for loopback hosts, because every request
 * carries the API key.
 */
export function resolveBaseUrl(account: AccountLocation): ResolvedBaseUrl {
  const sid = account.sid.trim();
  if (sid === '' || /^\.+$/.test(sid)) return { problem: "The credential's 'SID' is missing or invalid" };
  if (account.region !== 'custom') return { baseUrl: account.region, sid };

  const given = (account.baseUrl ?? '').trim();
  if (given === '') return { problem: "The credential's region is 'Custom', but its 'API Domain' is empty" };
  const problem = findUrlProblem(given);
  return problem === null ? { baseUrl: normalize(given), sid } : { problem };
}

function normalize(given: string): string {
  return NORMALIZE.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), given);
}

function findUrlProblem(given: string): string | null {
  if (/^http:/i.test(given) && normalize(given).startsWith('https:')) {
    return "The credential's 'API Domain' must start with https, because the API key would otherwise be sent unencrypted";
  }
  const url = isOtherScheme(given) ? null : parseUrl(normalize(given));
  if (url === null) return "The credential's 'API Domain' is not a valid URL";
  if (url.username !== '' || url.password !== '')
    return "The credential's 'API Domain' must not contain a user name";
  if (/[?#]/.test(given)) return "The credential's 'API Domain' must not contain a query or fragment";
  return null;
}

// "host:8790" has a port, not a scheme.
function isOtherScheme(given: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(given) && !/^https?:\/\/[^/]/i.test(given);
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Encodes any text as one path segment. Commas and colons are safe in a path and stay readable. */
export function encodePathSegment(text: string): string {
  return encodeURIComponent(text).replace(/%2C/g, ',').replace(/%3A/g, ':');
}

/** What the credential says about where Kaleyra is. */
export interface KaleyraAccount {
  readonly region: string;
  readonly baseUrl?: string;
  readonly sid: string;
}

/** A place to send to, or why there is none. */
export type Address = { readonly baseUrl: string; readonly sid: string } | { readonly complaint: string };

const LOOPBACK = String.raw`(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:[/?#]|$)`;

// One rule for the node and for the credential's test, which can only be written as an n8n expression.
const NORMALISE: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\s/]+$/, ''],
  [/(?:\/api)?\/v1(?:\/[^/]*)?$/i, ''],
  [/^(?!https?:\/\/)/i, 'https://'],
  [new RegExp(`^http://(?!${LOOPBACK})`, 'i'), 'https://'],
];

/** The credential's base URL as an n8n expression, by the same rule as `addressOf`. */
export const BASE_URL_EXPRESSION = [
  '={{ $credentials.region !== "custom" ? $credentials.region : String($credentials.baseUrl ?? "").trim()',
  ...NORMALISE.map(
    ([pattern, replacement]) => `.replace(${String(pattern)}, ${JSON.stringify(replacement)})`,
  ),
  ' }}',
].join('');

/**
 * Checks the credential's address. Plain http is for loopback hosts only, because the API key travels with every
 * request; user info, query and fragment have no place in a base URL.
 */
export function addressOf(account: KaleyraAccount): Address {
  const sid = account.sid.trim();
  if (sid === '' || /^\.+$/.test(sid)) return { complaint: "The credential has no usable 'SID'" };
  if (account.region !== 'custom') return { baseUrl: account.region, sid };

  const given = (account.baseUrl ?? '').trim();
  if (given === '')
    return { complaint: "The credential's region is 'Custom', but its 'API Domain' is empty" };
  const complaint = whyUnusable(given);
  return complaint === null ? { baseUrl: normalise(given), sid } : { complaint };
}

function normalise(given: string): string {
  return NORMALISE.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), given);
}

function whyUnusable(given: string): string | null {
  if (/^http:/i.test(given) && normalise(given).startsWith('https:')) {
    return "The credential's 'API Domain' must begin with https: the API key would travel in the clear";
  }
  const url = isOtherScheme(given) ? null : parseUrl(normalise(given));
  if (url === null) return "The credential's 'API Domain' is no web address";
  if (url.username !== '' || url.password !== '')
    return "The credential's 'API Domain' must not hold a user name";
  if (/[?#]/.test(given)) return "The credential's 'API Domain' must not hold a query or fragment";
  return null;
}

// "host:8790" has a port and no scheme.
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

/** One path segment, whatever is in it. A comma and a colon mean nothing in a path and stay readable. */
export function segment(text: string): string {
  return encodeURIComponent(text).replace(/%2C/g, ',').replace(/%3A/g, ':');
}

import type { RequestKind } from './recordedRequest';

/** The endpoint of a request. */
export interface Route {
  readonly kind: RequestKind;
  readonly sid: string;
  readonly prefix: '/v1' | '/api/v1';
  /** The numbers in the path of lookUpNow, as digits without a plus. */
  readonly numbers: readonly string[];
  /** The decoded lookup ID in the path of details. */
  readonly lookupId: string | null;
}

const PATH = /^(\/v1|\/api\/v1)\/([^/]+)\/(.+)$/;

/**
 * Parses method and path. The paths are from Kaleyra's documentation: post-api-lookup-1, get-api-lookup and
 * platform-apis-get-callback-profiles-detail; `get-info` from the `url` in the sample of post-api-lookup-1; `balance`
 * is invented, because the path of platform-apis-get-account-billing-usage-details is not public.
 */
export function routeOf(method: string, target: string): Route {
  const [, prefix, account, rest] = PATH.exec(target.split('?', 1)[0] ?? '') ?? [];
  const sid = decode(account);
  const nowhere: Route = { kind: 'other', sid: '', prefix: '/v1', numbers: [], lookupId: null };
  if (prefix === undefined || sid === null || rest === undefined) return nowhere;
  const route: Route = { ...nowhere, sid, prefix: prefix === '/v1' ? '/v1' : '/api/v1' };
  const lookupId = decode(/^lookup\/get-info\/([^/]+)$/.exec(rest)?.[1]);
  if (method === 'GET' && lookupId !== null) return { ...route, kind: 'details', lookupId };
  if (route.prefix !== '/v1') return nowhere;
  if (method === 'POST' && rest === 'lookup') return { ...route, kind: 'startBulk' };
  if (method === 'GET' && rest === 'callback/profiles') return { ...route, kind: 'callbackProfiles' };
  if (method === 'GET' && rest === 'balance') return { ...route, kind: 'balance' };
  const list = decode(/^lookup\/([^/]+)$/.exec(rest)?.[1]);
  if (method !== 'GET' || list === null) return nowhere;
  return { ...route, kind: 'lookUpNow', numbers: list.split(',').map(withoutPlus) };
}

/**
 * The numbers of a bulk lookup's body, `{ "mobile": ["…"] }` (Kaleyra's documentation: post-api-lookup-1), without
 * plus. A value that is neither a string nor a number becomes an empty string.
 * @returns null for any other body
 */
export function numbersOfBody(body: string): string[] | null {
  const json = parse(body);
  if (typeof json !== 'object' || json === null || !('mobile' in json)) return null;
  if (!Array.isArray(json.mobile) || json.mobile.length === 0) return null;
  return json.mobile.map((entry: unknown) =>
    typeof entry === 'string' || typeof entry === 'number' ? withoutPlus(String(entry)) : '',
  );
}

function withoutPlus(text: string): string {
  return text.startsWith('+') ? text.slice(1) : text;
}

function decode(segment: string | undefined): string | null {
  if (segment === undefined) return null;
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

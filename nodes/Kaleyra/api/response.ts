/** A JSON object as received. */
export type WireObject = Readonly<Record<string, unknown>>;

/** An error that Kaleyra reports, in any of the forms in its documentation. */
interface ApiError {
  readonly code: string | null;
  readonly text: string | null;
}

/** A readable response with any status, in any of Kaleyra's envelopes. */
export interface Envelope {
  readonly code: string | null;
  readonly message: string | null;
  /** Kaleyra's ID of the request. */
  readonly id: string | null;
  readonly price: number | null;
  readonly invalidCount: number | null;
  readonly duplicateCount: number | null;
  /** The HTTP status that some envelopes repeat in the body. */
  readonly bodyStatus: number | null;
  readonly entries: readonly WireObject[];
  /** The object that should contain the entries, for responses of an unknown shape. */
  readonly payload: WireObject;
  /** Null if `error` is absent or empty. */
  readonly apiError: ApiError | null;
}

/** A body unlike anything in the documentation; `what` completes "Kaleyra responded with …". */
export interface UnreadableBody {
  readonly what: string;
}

/**
 * Parses a body. Accepts the wrapped envelope of the POST (`{ data: { …, data: [] }, error: {} }`, documentation
 * page "POST API Lookup"), the flat one of the GET (`{ code, …, data: [] }`, page "GET API Lookup"), and a bare list.
 */
export function readBody(text: string): Envelope | UnreadableBody {
  const json = parseJson(text);
  if (Array.isArray(json)) return envelopeOf({}, {}, json);
  if (!isObject(json)) return { what: describeBody(text) };
  const inner = isObject(json.data) ? json.data : {};
  return envelopeOf(json, inner, listOf(json, inner));
}

/** Whether a body could be read. */
export function isEnvelope(body: Envelope | UnreadableBody): body is Envelope {
  return 'entries' in body;
}

function envelopeOf(outer: WireObject, inner: WireObject, list: readonly unknown[]): Envelope {
  const field = (name: string): unknown => inner[name] ?? outer[name];
  return {
    code: asText(field('code')),
    message: asText(field('message')),
    id: asText(field('id')),
    price: asNumber(field('price')),
    invalidCount: asNumber(field('invalid_count')),
    duplicateCount: asNumber(field('duplicate_count')),
    bodyStatus: asNumber(outer.status),
    entries: list.filter(isObject),
    payload: Object.keys(inner).length > 0 ? inner : outer,
    apiError: findApiError(outer, inner),
  };
}

function listOf(outer: WireObject, inner: WireObject): readonly unknown[] {
  if (Array.isArray(inner.data)) return inner.data;
  if (Array.isArray(outer.data)) return outer.data;
  if (isObject(inner.data)) return [inner.data];
  return [inner, outer].filter((single) => 'mobile_number' in single || 'lookup_id' in single).slice(0, 1);
}

// The forms come from kaleyra.io's documentation of verify, messages, platform and RCS: `error` is an object, a list or
// absent; code and text are at the top level, in `error`, in its first entry or in `data.error`.
function findApiError(outer: WireObject, inner: WireObject): ApiError | null {
  const error = [outer.error, inner.error].find((candidate) => !isEmpty(candidate));
  if (error === undefined) return null;
  const first: unknown = Array.isArray(error) ? error[0] : error;
  const detail = isObject(first) ? first : {};
  return {
    code: firstText(detail.code, detail.error_code, outer.code, inner.code),
    text: firstText(
      detail.message,
      detail.error_message,
      detail.error,
      detail.detail,
      typeof first === 'string' ? first : undefined,
      ...fieldMessages(detail),
      outer.message,
      inner.message,
    ),
  };
}

// Keyed by the field, such as `[{ "params": "No profile exists with id: …" }]` or `{ "body": "is missing" }`.
function fieldMessages(detail: WireObject): string[] {
  const named = Object.entries(detail).filter(
    ([key]) => !['code', 'type', 'reference', 'parameter'].includes(key),
  );
  return named.flatMap(([, value]) => (typeof value === 'string' ? [value] : []));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function firstText(...candidates: unknown[]): string | null {
  for (const candidate of candidates) {
    const text = asText(candidate);
    if (text !== null) return text;
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeBody(text: string): string {
  const start = text.trimStart();
  if (start === '') return 'an empty body';
  if (start.startsWith('<')) return 'a web page instead of JSON';
  if (/^[[{]/.test(start)) return 'incomplete JSON';
  return `'${start.slice(0, 60)}' instead of a JSON object`;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A nonempty string, or a number as a string; null for anything else. */
export function asText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

function asNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

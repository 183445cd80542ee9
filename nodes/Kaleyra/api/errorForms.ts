import { firstText, isObject, type WireObject } from './json';

/** An error that Kaleyra reports, in any of the forms in its documentation. */
export interface ApiError {
  readonly code: string | null;
  readonly text: string | null;
}

/**
 * Finds the error in a response. The forms come from kaleyra.io's documentation of verify, messages, platform and RCS:
 * `error` is an object, a list or absent; code and text are at the top level, in `error`, in its first entry or in
 * `data.error`.
 * @param layers the objects of the envelope, outermost first
 * @returns null if `error` is absent or says nothing
 */
export function findApiError(layers: readonly WireObject[]): ApiError | null {
  const error = layers.map((layer) => layer.error).find((candidate) => !saysNothing(candidate, MAX_DEPTH));
  if (error === undefined) return null;
  const first: unknown = Array.isArray(error) ? error.find((one) => !saysNothing(one, MAX_DEPTH)) : error;
  const detail = isObject(first) ? first : {};
  return {
    code: firstText(detail.code, detail.error_code, ...layers.map(({ code }) => code)),
    text: firstText(
      detail.message,
      detail.error_message,
      detail.error,
      detail.detail,
      typeof first === 'string' ? first : undefined,
      ...fieldMessages(detail),
      ...layers.map(({ message }) => message),
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

const MAX_DEPTH = 5;

// Also `0`, `"0"`, `[[]]`, `[null]` and `{ "code": "", "message": "" }`: filled-in forms of no error.
function saysNothing(value: unknown, depth: number): boolean {
  if (value === undefined || value === null || value === false || value === 0) return true;
  if (typeof value === 'string') return ['', '0'].includes(value.trim());
  if (typeof value !== 'object' || depth === 0) return false;
  return Object.values(value).every((inner) => saysNothing(inner, depth - 1));
}

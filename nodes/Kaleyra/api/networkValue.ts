import { asText, type WireObject } from './json';

/** Kaleyra's names of the fields about the network. */
export const NETWORK_FIELDS = [
  'current_mcc',
  'current_mnc',
  'current_operator',
  'original_mcc',
  'original_mnc',
  'original_operator',
];

const PLACEHOLDERS = [
  String.raw`n\.?[/\\]?a\.?`,
  'null|none|nil|nan|undefined|unavailable|unassigned|unidentified|empty|blank|missing|pending|processing|tbd',
  'unknown(?:[ _-](?:network|operator|carrier))?',
  '(?:not|no)[ _-](?:available|known|found|applicable|assigned|identified|provided|set|data|info|information|network|operator|carrier|name|result|value)',
  // A number below zero, nothing but zeros, and how databases write null.
  String.raw`-\d+|0+|\\n`,
];

// In brackets or quotes, too.
const PLACEHOLDER = new RegExp(`^[#(<[{"'\\s]*(?:${PLACEHOLDERS.join('|')})[)>\\]}"'\\s]*$`, 'i');

/** Longer than any placeholder, and shorter than a lookup ID: every entry has one. */
const MAX_PLACEHOLDER = 30;

const ZEROS = /^0{2,3}$/;

/**
 * The value of a field about the network; null if it is absent or a placeholder, such as `N/A`, `-` and 0. `00` and
 * `000` are mobile network codes of some countries, so they count beside a country code, but say nothing alone.
 */
export function networkValue(entry: WireObject, name: string): string | null {
  const text = (asText(entry[name]) ?? '').trim();
  if (!isPlaceholder(text)) return text;
  const country = name.replace('_mnc', '_mcc');
  return ZEROS.test(text) && country !== name && networkValue(entry, country) !== null ? text : null;
}

/** Whether a trimmed text is a placeholder for a missing value: `N/A`, `null`, `-`, 0, a negative number or similar. */
export function isPlaceholder(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text) || (text.length <= MAX_PLACEHOLDER && PLACEHOLDER.test(text));
}

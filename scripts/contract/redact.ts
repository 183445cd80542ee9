import { encodePathSegment } from '../../nodes/Kaleyra/api/baseUrl';
import { isObject } from '../../nodes/Kaleyra/api/json';
import { parseJson } from './observations';

/** What must not be shown. */
export interface Secrets {
  readonly apiKey: string;
  readonly sid: string;
  /** Digits without plus. */
  readonly numbers: readonly string[];
}

/** So many consecutive characters of a key or SID, or digits of a number, give it away. */
const MIN_LEAK_LENGTH = 8;
const MIN_LEAK_DIGITS = 6;

/** A price may have more digits than a phone number. */
const AMOUNT = /^-?\d{1,5}(?:\.\d+)?$/;
const MAX_DEPTH = 8;
const MAX_LIST = 10;
/** What a response says about the request, whatever it is about. */
const PUBLIC = new Set(['code', 'message', 'error', 'status']);
const NUMBER = /^(?:mobile|phone|msisdn|to|from)(?:_?number)?$/i;
const DIALABLE = /^\+?[\dXx*•\s().-]+$/;
const ID = /(?:^|_)id$/i;
const PERSONAL = /^(?:.*_)?name$|address|email|imsi|subscriber|owner|password|secret|token|api_?key/i;

/**
 * Removes from texts and responses what only the account's owner should read: key, SID, phone numbers, lookup IDs and
 * the account in addresses, and whatever looks like one of them.
 */
export class Redactor {
  /** By piece of a secret, in lower case. */
  private readonly placeholders = new Map<string, string>();
  private readonly leaks: RegExp;

  constructor({ apiKey, sid, numbers }: Secrets) {
    for (const digits of numbers) this.hide(digits, MIN_LEAK_DIGITS, '<number>');
    for (const text of [sid, encodePathSegment(sid)]) this.hide(text, MIN_LEAK_LENGTH, '<SID>');
    this.hide(apiKey, MIN_LEAK_LENGTH, '<key>');
    const longestFirst = [...this.placeholders.keys()].sort((a, b) => b.length - a.length);
    const escaped = longestFirst.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.leaks = new RegExp(escaped.join('|'), 'gi');
  }

  /** Any text: the secrets and their pieces, and what looks like an account, an address, a token or a phone number. */
  text(text: string): string {
    return this.withoutSecrets(text.replace(/(?<=\/get-info\/)[^/?#\s"]+/g, (lookupId) => shapeOf(lookupId)))
      .replace(/(\/v1\/)(?!<SID>)[^/\s"]+(?=\/)/g, '$1<account>')
      .replace(/[^\s@"<>]+@[^\s@"<>]+\.[a-z]+/gi, '<email>')
      .replace(/\+?\d(?:[\s().-]?\d){6,}/g, (number) => maskNumber(number))
      .replace(/(?=\w*\d)\w{16,}/g, '<token>');
  }

  /**
   * The body of a response: JSON field by field, anything else as the beginning of a text.
   * @param isPrivate whether only the fields that say what became of the request are shown
   */
  body(text: string, isPrivate: boolean): unknown {
    const json = parseJson(text);
    return json === undefined ? this.text(text.slice(0, 200)) : this.field('', json, isPrivate, 0);
  }

  private hide(secret: string, minLeakLength: number, placeholder: string): void {
    for (let length = Math.min(minLeakLength, secret.length); length <= secret.length; length += 1) {
      for (let start = 0; start + length <= secret.length; start += 1) {
        this.placeholders.set(secret.slice(start, start + length).toLowerCase(), placeholder);
      }
    }
  }

  private withoutSecrets(text: string): string {
    return text.replace(this.leaks, (piece) => this.placeholders.get(piece.toLowerCase()) ?? '<secret>');
  }

  private field(name: string, value: unknown, isPrivate: boolean, depth: number): unknown {
    if (depth > MAX_DEPTH) return '…';
    if (Array.isArray(value)) {
      return value.slice(0, MAX_LIST).map((one) => this.field(name, one, isPrivate, depth + 1));
    }
    if (!isObject(value)) return this.leaf(name, value, isPrivate);
    const fields = Object.entries(value).map(([key, inner]) => [
      this.text(key),
      this.field(key, inner, isPrivate && !PUBLIC.has(key), depth + 1),
    ]);
    return Object.fromEntries(fields);
  }

  private leaf(name: string, value: unknown, isPrivate: boolean): unknown {
    if (value === null || typeof value === 'boolean') return value;
    const text = String(value);
    if (isPrivate || PERSONAL.test(name)) return text === '' ? '' : `<${typeof value}>`;
    if (NUMBER.test(name) && DIALABLE.test(text)) {
      return maskNumber(text) + (typeof value === 'number' ? ' (a JSON number)' : '');
    }
    if (ID.test(name)) return shapeOf(text);
    const isAmount = AMOUNT.test(text) && this.withoutSecrets(text) === text;
    const shown = isAmount ? text : this.text(text);
    return shown === text ? value : shown;
  }
}

/** Every letter and digit as an x, except for the count at the end of a lookup ID. */
function shapeOf(id: string): string {
  const [, body = id, end = ''] = /^(.*)((?::|%3A)\d{1,4})$/.exec(id) ?? [];
  return body.replace(/[A-Za-z0-9]/g, 'x') + end;
}

/** Of a number long enough to be somebody's, only the first two digits stay; # is ours, X may be Kaleyra's. */
function maskNumber(text: string): string {
  let seen = 0;
  if (text.replace(/\D/g, '').length < MIN_LEAK_DIGITS) return text;
  return text.replace(/\d/g, (digit) => ((seen += 1) <= 2 ? digit : '#'));
}

import { encodePathSegment } from '../../nodes/Kaleyra/api/baseUrl';
import { isObject } from '../../nodes/Kaleyra/api/response';

/** What must not be shown. */
export interface Secrets {
  readonly apiKey: string;
  readonly sid: string;
  /** Digits without plus. */
  readonly numbers: readonly string[];
}

/** So many characters of a key or SID in a row, or so many digits of a number, give it away. */
const TELLING = 8;
const TELLING_DIGITS = 6;

interface Secret {
  readonly text: string;
  readonly shown: string;
  readonly telling: number;
}

/**
 * Takes out of texts and answers what nobody but the account's owner should read: key, SID, phone numbers, lookup IDs
 * and the account in addresses, and whatever looks like one of them.
 */
export class Redactor {
  private readonly secrets: readonly Secret[];

  constructor({ apiKey, sid, numbers }: Secrets) {
    this.secrets = [
      { text: apiKey, shown: '<key>', telling: TELLING },
      { text: sid, shown: '<SID>', telling: TELLING },
      { text: encodePathSegment(sid), shown: '<SID>', telling: TELLING },
      ...numbers.map((text) => ({ text, shown: '<number>', telling: TELLING_DIGITS })),
    ];
  }

  /** Hides the secrets themselves and every telling piece of them. */
  secretsIn(text: string): string {
    const whole = this.secrets.reduce((hidden, secret) => hideWhole(hidden, secret), text);
    return this.secrets.reduce((hidden, secret) => hidePieces(hidden, secret), whole);
  }

  /** Any text: the secrets, and what looks like an account, an address, a token or a phone number. */
  text(text: string): string {
    const withoutIds = text.replace(
      /(\/get-info\/)([^/?#\s"]+)/g,
      (_all, before: string, id: string) => before + shapeOf(id),
    );
    return this.secretsIn(withoutIds)
      .replace(/(\/v1\/)(?!<SID>)[^/\s"]+(?=\/)/g, '$1<account>')
      .replace(/[^\s@"<>]+@[^\s@"<>]+\.[a-z]+/gi, '<email>')
      .replace(/\+?\d(?:[\s().-]?\d){6,}/g, (number) => maskNumber(number))
      .replace(/(?=\w*\d)\w{16,}/g, '<token>');
  }

  /** The path of a request. */
  path(path: string): string {
    return this.text(path.replace(/x{50,}/, '…'));
  }

  /** A body of an answer: JSON field by field, anything else by what it is. */
  body(text: string, isPrivate: boolean): unknown {
    const json = parse(text);
    if (json === undefined) return this.text(text.slice(0, 200));
    return this.field('', json, isPrivate, 0);
  }

  private field(name: string, value: unknown, isPrivate: boolean, depth: number): unknown {
    if (depth > MAX_DEPTH) return '…';
    if (Array.isArray(value)) {
      return value.slice(0, MAX_LIST).map((one) => this.field(name, one, isPrivate, depth + 1));
    }
    if (isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          this.text(key),
          this.field(key, inner, isPrivate && !PUBLIC.has(key), depth + 1),
        ]),
      );
    }
    return this.leaf(name, value, isPrivate);
  }

  private isAmount(value: unknown): boolean {
    const text = String(value);
    return AMOUNT.test(text) && this.secretsIn(text) === text;
  }

  private leaf(name: string, value: unknown, isPrivate: boolean): unknown {
    if (value === null || typeof value === 'boolean') return value;
    if (isPrivate || PERSONAL.test(name)) return value === '' ? '' : `<${typeof value}>`;
    if (NUMBER.test(name) && DIALLABLE.test(String(value))) return maskField(value);
    if (ID.test(name)) return shapeOf(String(value));
    if (this.isAmount(value)) return value;
    const shown = this.text(String(value));
    return shown === String(value) ? value : shown;
  }
}

/** A price may have more digits than a phone number. */
const AMOUNT = /^-?\d{1,5}(?:\.\d+)?$/;
const MAX_DEPTH = 8;
const MAX_LIST = 10;
/** What an answer says about the request, whatever it is about. */
const PUBLIC = new Set(['code', 'message', 'error', 'status']);
const NUMBER = /^(?:mobile|phone|msisdn|to|from)(?:_?number)?$/i;
const DIALLABLE = /^\+?[\dXx*•\s().-]+$/;
const ID = /(?:^|_)id$/i;
const PERSONAL = /^(?:.*_)?name$|address|email|imsi|subscriber|owner|password|secret|token|api_?key/i;

/** Every letter and digit as an x, but the count at the end of a lookup ID. */
function shapeOf(id: string): string {
  const [, body = id, end = ''] = /^(.*)((?::|%3A)\d{1,4})$/.exec(id) ?? [];
  return body.replace(/[A-Za-z0-9]/g, 'x') + end;
}

function maskField(value: unknown): string {
  const masked = maskNumber(String(value));
  return typeof value === 'number' ? `${masked} (a JSON number)` : masked;
}

/** Of a number long enough to be somebody's, only the first two digits stay; # is ours, X may be Kaleyra's. */
function maskNumber(text: string): string {
  let seen = 0;
  if (text.replace(/\D/g, '').length < TELLING_DIGITS) return text;
  return text.replace(/\d/g, (digit) => ((seen += 1) <= 2 ? digit : '#'));
}

function hideWhole(text: string, { text: secret, shown }: Secret): string {
  const pattern = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return secret === '' ? text : text.replace(new RegExp(pattern, 'gi'), () => shown);
}

function hidePieces(text: string, { text: secret, shown, telling }: Secret): string {
  const [lower, needle] = [text.toLowerCase(), secret.toLowerCase()];
  let result = '';
  for (let at = 0; at < text.length; ) {
    const length = pieceAt(lower, at, needle);
    const hidden = length >= telling;
    result += hidden ? shown : text[at];
    at += hidden ? length : 1;
  }
  return result;
}

/** How long a piece of the secret begins here. */
function pieceAt(text: string, at: number, secret: string): number {
  let length = 0;
  while (at + length < text.length && secret.includes(text.slice(at, at + length + 1))) length += 1;
  return length;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

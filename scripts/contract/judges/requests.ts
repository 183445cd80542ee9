import { isObject, type WireObject } from '../../../nodes/Kaleyra/api/envelope';
import { readLookupId } from '../../../nodes/Kaleyra/api';
import type { LookupEntry } from '../../../nodes/Kaleyra/api/types';
import { matchAnswers } from '../../../nodes/Kaleyra/batch/match';
import type { Wanted } from '../../../nodes/Kaleyra/batch';
import type { Exchange, Finding, Judge, Observations } from '../observations';
import { digitsOf } from '../plan';
import {
  confirmed,
  contradicted,
  count,
  entriesOf,
  envelopeOf,
  isOk,
  isRefused,
  jsonOf,
  lookupsOf,
  notSeen,
  of,
  PAID,
  statusOf,
  successOf,
  tellOutcome,
  tookNumbers,
} from '../evidence';

export const bulkRequest: Judge = (seen) => judgeShape(of(seen, 'bulk', 'bulkMixed'), missingInBulk);

export const nowRequest: Judge = (seen) => judgeShape(of(seen, 'now', 'nowList'), missingInNow);

function judgeShape(exchanges: readonly Exchange[], missingIn: (json: unknown) => string[]): Finding {
  const answered = exchanges.filter((exchange) => isOk(exchange) && envelopeOf(exchange)?.complaint == null);
  for (const exchange of answered) {
    const missing = missingIn(jsonOf(exchange));
    if (missing.length > 0) return contradicted(`it lacks ${missing.join(', ')}`, exchange);
  }
  const [first] = answered;
  if (first !== undefined) return confirmed(`${tellOutcome(first)} in this form`, first);
  const refused = exchanges.find((exchange) => isRefused(exchange));
  if (refused !== undefined) return contradicted(`refused with ${tellOutcome(refused)}`, refused);
  return nothingFor(exchanges);
}

function missingInBulk(json: unknown): string[] {
  const outer = isObject(json) ? json : {};
  const inner = isObject(outer.data) ? outer.data : {};
  return missingIn({
    data: isObject(outer.data),
    error: 'error' in outer,
    'data.id': typeof inner.id === 'string',
    'data.data': Array.isArray(inner.data),
  });
}

function missingInNow(json: unknown): string[] {
  const outer = isObject(json) ? json : {};
  return missingIn({
    id: typeof outer.id === 'string',
    price: outer.price !== undefined,
    data: Array.isArray(outer.data),
  });
}

function missingIn(present: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(present)
    .filter(([, there]) => !there)
    .map(([name]) => `\`${name}\``);
}

function nothingFor(exchanges: readonly Exchange[]): Finding {
  const [first] = exchanges;
  return first === undefined ? notSeen('was not asked') : notSeen(tellOutcome(first), first);
}

export const e164: Judge = (seen) => {
  const exchanges = of(seen, ...PAID);
  const taken = exchanges.find((exchange) => tookNumbers(exchange) === true);
  if (taken !== undefined) return confirmed('the number got a lookup', taken);
  const refused = exchanges.find((exchange) => tookNumbers(exchange) === false);
  return refused === undefined
    ? nothingFor(exchanges)
    : contradicted('in no form was the number taken', refused);
};

export const plus: Judge = (seen) => {
  const [bulk] = of(seen, 'bulk');
  const [list] = of(seen, 'nowList');
  if (bulk !== undefined && tookNumbers(bulk) === false) return contradicted('not taken in a body', bulk);
  const inPath = list === undefined ? null : tookPlusInPath(seen, list);
  if (list !== undefined && inPath === false) return contradicted('not taken in a path', list);
  if (tookNumbers(bulk) === true && inPath === true)
    return confirmed('taken in a body and a path', bulk ?? null);
  return nothingFor(of(seen, 'bulk', 'nowList'));
};

// The list's first number has its plus, its last has none.
function tookPlusInPath(seen: Observations, list: Exchange): boolean | null {
  const [first] = seen.numbers;
  const { answers } = matchAnswers(wantedIn(seen, list), lookupsOf(list));
  if (seen.numbers.length > 1) {
    if (first !== undefined && answers.has(first.e164)) return true;
    return answers.size > 0 ? false : null;
  }
  const { invalidCount, duplicateCount } = envelopeOf(list) ?? { invalidCount: null, duplicateCount: null };
  if (entriesOf(list).length === 0) return null;
  if ((invalidCount ?? 0) > 0) return false;
  return entriesOf(list).length >= list.numbers.length || (duplicateCount ?? 0) > 0 ? true : null;
}

export const digits: Judge = (seen) => {
  const [now] = of(seen, 'now');
  const took = tookNumbers(now);
  if (now === undefined || took === null) return nothingFor(of(seen, 'now'));
  return took ? confirmed('the number got a lookup', now) : contradicted('not taken without the plus', now);
};

export const comma: Judge = (seen) => {
  const [list] = of(seen, 'nowList');
  const took = tookNumbers(list);
  if (list === undefined || took === null) return nothingFor(of(seen, 'nowList'));
  if (took) return confirmed(`${count(entriesOf(list).length, 'lookup')} came of a list of two`, list);
  const [single] = of(seen, 'now');
  return tookNumbers(single) === true
    ? contradicted('one number is taken alone, and none in a list', list)
    : notSeen('one number alone was not taken either', list);
};

const TOO_LARGE = 413;

export const batchSize: Judge = (seen) => {
  const exchanges = of(seen, ...PAID);
  const tooLarge = exchanges.find((exchange) => statusOf(exchange) === TOO_LARGE);
  if (tooLarge !== undefined) return contradicted(tellOutcome(tooLarge), tooLarge);
  const cut = of(seen, 'bulk', 'nowList').find(
    (exchange) => seen.numbers.length > 1 && entriesOf(exchange).length > 0 && unexplained(exchange) > 0,
  );
  if (cut !== undefined) {
    return contradicted(`${entriesOf(cut).length} of ${cut.numbers.length} numbers were answered`, cut);
  }
  return notSeen(exchanges.length === 0 ? 'was not asked' : 'so many numbers were not sent');
};

/** Numbers that neither an entry nor a counter accounts for. */
function unexplained(exchange: Exchange): number {
  const envelope = envelopeOf(exchange);
  const { invalidCount, duplicateCount } = envelope ?? { invalidCount: null, duplicateCount: null };
  return exchange.numbers.length - entriesOf(exchange).length - (invalidCount ?? 0) - (duplicateCount ?? 0);
}

export const counters: Judge = (seen) => {
  const [mixed] = of(seen, 'bulkMixed');
  if (mixed === undefined) return notSeen('was not asked');
  if (isRefused(mixed) && tookNumbers(of(seen, 'bulk')[0]) === true) {
    return contradicted(`a request with an invalid number is refused with ${tellOutcome(mixed)}`, mixed);
  }
  if (successOf(mixed) === null) return notSeen(tellOutcome(mixed), mixed);
  if (unexplained(mixed) > 0) {
    return contradicted(`${unexplained(mixed)} of ${mixed.numbers.length} numbers are not explained`, mixed);
  }
  return entriesOf(mixed).length >= mixed.numbers.length
    ? notSeen('every number got a lookup', mixed)
    : confirmed('entries and counters add up to what was sent', mixed);
};

export const any2xx: Judge = (seen) => {
  const answered = of(seen, ...PAID, 'details').filter((exchange) => isOk(exchange));
  for (const exchange of answered) {
    const complaint = whyNoSuccess(exchange);
    if (complaint !== null) return contradicted(`${tellOutcome(exchange)}: ${complaint}`, exchange);
  }
  const successes = answered.filter((exchange) => successOf(exchange) !== null);
  const [first] = successes;
  if (first === undefined) return notSeen('no lookup was answered with a success');
  const statuses = [...new Set(successes.map((exchange) => statusOf(exchange)))];
  return confirmed(`HTTP ${statuses.join(', ')}, and every one is a success`, first);
};

function whyNoSuccess(exchange: Exchange): string | null {
  const envelope = envelopeOf(exchange);
  if (envelope === null) return 'the node cannot read it';
  if (envelope.complaint !== null) {
    return envelope.entries.length > 0 ? '`error` is filled beside lookups' : null;
  }
  if (exchange.step === 'details') return null;
  return envelope.entries.length > 0 || (envelope.invalidCount ?? 0) > 0
    ? null
    : '`error` is empty, and there is no lookup';
}

export const anyOrder: Judge = (seen) =>
  judgeMatching(seen, ({ mobileNumber }) => !isMasked(mobileNumber), 'with all digits');

export const masked: Judge = (seen) =>
  judgeMatching(seen, ({ mobileNumber }) => isMasked(mobileNumber), 'with masked digits');

function judgeMatching(seen: Observations, concerns: (lookup: LookupEntry) => boolean, how: string): Finding {
  let matched = 0;
  let evidence: Exchange | null = null;
  for (const exchange of of(seen, ...PAID)) {
    const lookups = lookupsOf(exchange).filter((lookup) => concerns(lookup));
    if (lookups.length === 0) continue;
    const { strays } = matchAnswers(wantedIn(seen, exchange), lookups);
    if (strays.length > 0) {
      return contradicted(`${count(strays.length, 'answer')} ${how} cannot be told whose it is`, exchange);
    }
    matched += lookups.length;
    evidence ??= exchange;
  }
  if (evidence === null) return notSeen(`no answer came ${how}`);
  return confirmed(`${count(matched, 'answer')} ${how} matched`, evidence);
}

function isMasked(mobileNumber: string): boolean {
  return /[Xx*•]/.test(mobileNumber);
}

function wantedIn({ numbers }: Observations, exchange: Exchange): Wanted[] {
  const sent = new Set(exchange.numbers.map((text) => text.replace('+', '')));
  return numbers
    .filter((number) => sent.has(digitsOf(number)))
    .map((number, item) => ({ number, digits: digitsOf(number), items: [item] }));
}

export const idInUrl: Judge = (seen) => {
  let evidence: Exchange | null = null;
  for (const exchange of of(seen, 'bulk', 'bulkMixed')) {
    for (const entry of entriesOf(exchange)) {
      const complaint = whyNoIdInUrl(entry);
      if (complaint !== null) return contradicted(complaint, exchange);
      if (entry.lookup_id !== undefined && entry.url !== undefined) evidence ??= exchange;
    }
  }
  return evidence === null
    ? notSeen('no entry came with both')
    : confirmed('the end of `url` is the `lookup_id`', evidence);
};

function whyNoIdInUrl({ lookup_id: lookupId, url }: WireObject): string | null {
  if (lookupId === undefined && url === undefined) return 'an entry has neither `lookup_id` nor `url`';
  const fromUrl = url === undefined ? null : readLookupId(url);
  if (url !== undefined && fromUrl === null) return 'no ID can be read in `url`';
  if (lookupId === undefined || url === undefined) return null;
  return fromUrl === lookupId ? null : 'the end of `url` is not the `lookup_id`';
}

// Of the paid requests and their answers. What each judge decides is the statement of its assumption: see `index.ts`.

import { readLookupId } from '../../../nodes/Kaleyra/api/lookupEntry';
import { isObject, type WireObject } from '../../../nodes/Kaleyra/api/response';
import {
  confirmed,
  contradicted,
  entriesOf,
  envelopeOf,
  isOk,
  isRefused,
  jsonOf,
  nothingFor,
  notSeen,
  of,
  PAID,
  statusOf,
  successOf,
  tellOutcome,
  tookNumbers,
} from '../evidence';
import type { Exchange, Finding, Judge } from '../observations';

export const bulkRequest: Judge = (seen) => judgeShape(of(seen, 'bulk', 'bulkMixed'), missingInBulk);

export const nowRequest: Judge = (seen) => judgeShape(of(seen, 'now', 'nowList'), missingInNow);

function judgeShape(exchanges: readonly Exchange[], missingIn: (json: unknown) => string[]): Finding {
  const answered = exchanges.filter((exchange) => isOk(exchange) && envelopeOf(exchange)?.apiError == null);
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
  if (envelope.apiError !== null) {
    return envelope.entries.length > 0 ? '`error` is filled beside lookups' : null;
  }
  if (exchange.step === 'details') return null;
  return envelope.entries.length > 0 || (envelope.invalidCount ?? 0) > 0
    ? null
    : '`error` is empty, and there is no lookup';
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

// Of the numbers, as they are sent and as they come back. What each judge decides is the statement of its assumption: see `index.ts`.

import type { Lookup } from '../../../nodes/Kaleyra/types';
import type { UniqueNumber } from '../../../nodes/Kaleyra/lookup/types';
import { matchLookups } from '../../../nodes/Kaleyra/lookup/matchLookups';
import {
  confirmed,
  contradicted,
  count,
  entriesOf,
  envelopeOf,
  lookupsOf,
  nothingFor,
  notSeen,
  of,
  PAID,
  tookNumbers,
} from '../evidence';
import type { Exchange, Finding, Judge, Observations } from '../observations';
import { digitsOf } from '../plan';

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
  const { lookups } = matchLookups(wantedIn(seen, list), lookupsOf(list));
  if (seen.numbers.length > 1) {
    if (first !== undefined && lookups.has(first.e164)) return true;
    return lookups.size > 0 ? false : null;
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

export const anyOrder: Judge = (seen) =>
  judgeMatching(seen, ({ mobileNumber }) => !isMasked(mobileNumber), 'with all digits');

export const masked: Judge = (seen) =>
  judgeMatching(seen, ({ mobileNumber }) => isMasked(mobileNumber), 'with masked digits');

function judgeMatching(seen: Observations, concerns: (lookup: Lookup) => boolean, how: string): Finding {
  let matched = 0;
  let evidence: Exchange | null = null;
  for (const exchange of of(seen, ...PAID)) {
    const lookups = lookupsOf(exchange).filter((lookup) => concerns(lookup));
    if (lookups.length === 0) continue;
    const { unmatched } = matchLookups(wantedIn(seen, exchange), lookups);
    if (unmatched.length > 0) {
      return contradicted(`${count(unmatched.length, 'answer')} ${how} cannot be told whose it is`, exchange);
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

function wantedIn({ numbers }: Observations, exchange: Exchange): UniqueNumber[] {
  const sent = new Set(exchange.numbers.map((text) => text.replace('+', '')));
  return numbers
    .filter((number) => sent.has(digitsOf(number)))
    .map((number, item) => ({ number, digits: digitsOf(number), items: [item] }));
}

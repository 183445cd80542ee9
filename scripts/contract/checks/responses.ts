// How Kaleyra answers.

import { readLookupId } from '../../../nodes/Kaleyra/api/entryFields';
import type { WireObject } from '../../../nodes/Kaleyra/api/json';
import type { Exchange, Observations } from '../observations';
import {
  accepted,
  assumed,
  confirmed,
  contradicted,
  count,
  matchNumbers,
  notObserved,
  notSeen,
  unexplained,
  type Candidates,
} from './check';

export const responseChecks = [
  assumed(
    'any-2xx',
    'any 2xx with an empty or absent `error` is a success, in either envelope',
    ({ paid, details }) => {
      const answered = [...paid, ...details].filter(({ isOk }) => isOk);
      const successes = answered.filter(({ success }) => success !== null);
      const statuses = [...new Set(successes.map(({ status }) => status))].join(', ');
      return [
        contradicted(answered, whyNoSuccess),
        confirmed(successes, `HTTP ${statuses}, and every one is a success`),
        notSeen('no lookup was answered with a success'),
      ];
    },
  ),
  assumed(
    'error-forms',
    '`error` may be an object, a list or text, as in the documentation of other Kaleyra APIs',
    ({ exchanges }) => {
      const rejections = exchanges.filter((exchange) => isApiError(exchange));
      const silent = rejections.filter((exchange) => errorTextOf(exchange) === null);
      return [
        contradicted(silent, ({ label }) => `${label}, and the node finds no words in it`),
        confirmed(rejections, `the node finds code or text in each of ${rejections.length} refusals`),
        notSeen('nothing was refused'),
      ];
    },
  ),
  assumed(
    'any-order',
    'answers may come in any order, so they are matched by their digits: `mobile_number` is the number sent',
    async (seen) => await checkMatching(seen, false, 'with all digits'),
  ),
  assumed(
    'masked',
    'digits of `mobile_number` may be masked, as in the samples; the visible ones tell which number it is',
    async (seen) => await checkMatching(seen, true, 'with masked digits'),
  ),
  assumed(
    'id-in-url',
    'an entry without `lookup_id` has it at the end of its `url`',
    ({ bulk, bulkMixed }) => {
      const entries = [...bulk, ...bulkMixed].flatMap((exchange) =>
        exchange.entries.map((entry) => ({ exchange, entry })),
      );
      const withBoth = entries.filter(
        ({ entry }) => entry.lookup_id !== undefined && entry.url !== undefined,
      );
      return [
        contradicted(entries, ({ entry }) => whyNoIdInUrl(entry)),
        confirmed(withBoth, 'the end of `url` is the `lookup_id`'),
        notSeen('no entry came with both'),
      ];
    },
  ),
  assumed(
    'counters',
    '`invalid_count` and `duplicate_count` explain numbers without an answer',
    ({ bulk, bulkMixed }) => {
      const answered = bulkMixed.filter(({ success }) => success !== null);
      const refused = accepted(bulk).length > 0 ? bulkMixed.filter(({ isRejected }) => isRejected) : [];
      const partly = answered.filter(({ entries, numbers }) => entries.length < numbers.length);
      const every = answered.length > 0 ? 'every number got a lookup' : undefined;
      return [
        contradicted(refused, ({ label }) => `a request with an invalid number is refused with ${label}`),
        contradicted(answered, whyUnexplained),
        confirmed(partly, 'entries and counters add up to what was sent'),
        notObserved(bulkMixed, every),
      ];
    },
  ),
];

function whyUnexplained(exchange: Exchange): string | null {
  const missing = unexplained(exchange);
  return missing > 0 ? `${missing} of ${exchange.numbers.length} numbers are not explained` : null;
}

function whyNoSuccess({ step, label, envelope }: Exchange): string | null {
  if (envelope === null) return `${label}: the node cannot read it`;
  const hasLookups = envelope.entries.length > 0;
  if (envelope.apiError !== null) return hasLookups ? `${label}: \`error\` is filled beside lookups` : null;
  const isExplained = hasLookups || step === 'details' || (envelope.invalidCount ?? 0) > 0;
  return isExplained ? null : `${label}: \`error\` is empty, and there is no lookup`;
}

// These a web server in front of the API may answer by itself, and that says nothing of the API.
const GATEWAY_STATUSES = [404, 414, 429];

function isApiError(exchange: Exchange): boolean {
  const { isOk, isClientError, envelope, status } = exchange;
  if (isOk) return envelope?.apiError != null;
  return isClientError && (!GATEWAY_STATUSES.includes(status ?? 0) || errorTextOf(exchange) !== null);
}

function errorTextOf({ envelope }: Exchange): string | null {
  if (envelope === null) return null;
  const { apiError, message, code } = envelope;
  return apiError?.text ?? apiError?.code ?? message ?? code;
}

async function checkMatching(seen: Observations, isMasked: boolean, how: string): Promise<Candidates> {
  const matched: Exchange[] = [];
  for (const exchange of seen.paid) {
    const lookups = exchange.lookups.filter((one) => /[Xx*•]/.test(one.mobileNumber) === isMasked);
    const { length } = (await matchNumbers(seen, exchange, lookups)).unmatched;
    const why = `${count(length, 'answer')} ${how} cannot be told whose it is`;
    if (length > 0) return [contradicted([exchange], why)];
    matched.push(...lookups.map(() => exchange));
  }
  const howMany = count(matched.length, 'answer');
  return [confirmed(matched, `${howMany} ${how} matched`), notSeen(`no answer came ${how}`)];
}

function whyNoIdInUrl({ lookup_id: lookupId, url }: WireObject): string | null {
  if (url === undefined) {
    return lookupId === undefined ? 'an entry has neither `lookup_id` nor `url`' : null;
  }
  const fromUrl = readLookupId(url);
  if (fromUrl === null) return 'no ID can be read in `url`';
  return lookupId === undefined || fromUrl === lookupId ? null : 'the end of `url` is not the `lookup_id`';
}

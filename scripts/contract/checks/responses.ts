// How Kaleyra answers.

import { readLookupId } from '../../../nodes/Kaleyra/api/lookupEntry';
import type { WireObject } from '../../../nodes/Kaleyra/api/response';
import { PAID_STEPS, type Exchange, type Observations } from '../observations';
import {
  confirmed,
  confirmedBy,
  contradicted,
  count,
  exchangesFor,
  firstProblem,
  matchNumbers,
  notObserved,
  notSeen,
  unexplained,
  type Check,
  type Finding,
} from './check';

export const responseChecks = [
  {
    id: 'any-2xx',
    documentedIn: null,
    statement: 'any 2xx with an empty or absent `error` is a success, in either envelope',
    check(seen) {
      const answered = exchangesFor(seen, ...PAID_STEPS, 'details').filter(({ isOk }) => isOk);
      const successes = answered.filter(({ success }) => success !== null);
      const statuses = [...new Set(successes.map(({ status }) => status))].join(', ');
      return (
        firstProblem(answered, whyNoSuccess) ??
        confirmedBy(
          successes,
          `HTTP ${statuses}, and every one is a success`,
          'no lookup was answered with a success',
        )
      );
    },
  },
  {
    id: 'error-forms',
    documentedIn: null,
    statement: '`error` may be an object, a list or text, as in the documentation of other Kaleyra APIs',
    check({ exchanges }) {
      const rejections = exchanges.filter((exchange) => hasErrorText(exchange));
      return (
        firstProblem(rejections, (exchange) =>
          errorTextOf(exchange) === null ? `${exchange.label}, and the node finds no words in it` : null,
        ) ??
        confirmedBy(
          rejections,
          `the node finds code or text in each of ${rejections.length} refusals`,
          'nothing was refused',
        )
      );
    },
  },
  {
    id: 'any-order',
    documentedIn: null,
    statement:
      'answers may come in any order, so they are matched by their digits: `mobile_number` is the number sent',
    check: async (seen) => await checkMatching(seen, false, 'with all digits'),
  },
  {
    id: 'masked',
    documentedIn: null,
    statement:
      'digits of `mobile_number` may be masked, as in the samples; the visible ones tell which number it is',
    check: async (seen) => await checkMatching(seen, true, 'with masked digits'),
  },
  {
    id: 'id-in-url',
    documentedIn: null,
    statement: 'an entry without `lookup_id` has it at the end of its `url`',
    check(seen) {
      const exchanges = exchangesFor(seen, 'bulk', 'bulkMixed');
      const withBoth = exchanges.filter(({ entries }) =>
        entries.some(({ lookup_id, url }) => lookup_id !== undefined && url !== undefined),
      );
      const problemOf = ({ entries }: Exchange): string | null =>
        entries.map((entry) => whyNoIdInUrl(entry)).find((problem) => problem !== null) ?? null;
      return (
        firstProblem(exchanges, problemOf) ??
        confirmedBy(withBoth, 'the end of `url` is the `lookup_id`', 'no entry came with both')
      );
    },
  },
  {
    id: 'counters',
    documentedIn: null,
    statement: '`invalid_count` and `duplicate_count` explain numbers without an answer',
    check(seen) {
      const [mixed] = exchangesFor(seen, 'bulkMixed');
      const [bulk] = exchangesFor(seen, 'bulk');
      if (mixed?.isRejected === true && bulk?.acceptedNumbers === true) {
        return contradicted(`a request with an invalid number is refused with ${mixed.label}`, mixed);
      }
      if (mixed == null || mixed.success === null) return notObserved([mixed]);
      if (unexplained(mixed) > 0) {
        return contradicted(
          `${unexplained(mixed)} of ${mixed.numbers.length} numbers are not explained`,
          mixed,
        );
      }
      return mixed.entries.length >= mixed.numbers.length
        ? notSeen('every number got a lookup', mixed)
        : confirmed('entries and counters add up to what was sent', mixed);
    },
  },
] as const satisfies readonly Check[];

function whyNoSuccess({ step, label, envelope }: Exchange): string | null {
  if (envelope === null) return `${label}: the node cannot read it`;
  const hasLookups = envelope.entries.length > 0;
  if (envelope.apiError !== null) return hasLookups ? `${label}: \`error\` is filled beside lookups` : null;
  const isExplained = hasLookups || step === 'details' || (envelope.invalidCount ?? 0) > 0;
  return isExplained ? null : `${label}: \`error\` is empty, and there is no lookup`;
}

// These a web server in front of the API may answer by itself, and that says nothing of the API.
const GATEWAY_STATUSES = [404, 414, 429];

function hasErrorText(exchange: Exchange): boolean {
  const { isOk, isClientError, envelope, status } = exchange;
  if (isOk) return envelope?.apiError != null;
  return isClientError && (!GATEWAY_STATUSES.includes(status ?? 0) || errorTextOf(exchange) !== null);
}

function errorTextOf({ envelope }: Exchange): string | null {
  if (envelope === null) return null;
  const { apiError, message, code } = envelope;
  return apiError?.text ?? apiError?.code ?? message ?? code;
}

async function checkMatching(seen: Observations, masked: boolean, how: string): Promise<Finding> {
  const matched: Exchange[] = [];
  for (const exchange of exchangesFor(seen, ...PAID_STEPS)) {
    const lookups = exchange.lookups.filter((one) => /[Xx*•]/.test(one.mobileNumber) === masked);
    const { unmatched } = await matchNumbers(seen, exchange, lookups);
    if (unmatched.length > 0) {
      return contradicted(`${count(unmatched.length, 'answer')} ${how} cannot be told whose it is`, exchange);
    }
    matched.push(...lookups.map(() => exchange));
  }
  return confirmedBy(matched, `${count(matched.length, 'answer')} ${how} matched`, `no answer came ${how}`);
}

function whyNoIdInUrl({ lookup_id: lookupId, url }: WireObject): string | null {
  if (url === undefined) {
    return lookupId === undefined ? 'an entry has neither `lookup_id` nor `url`' : null;
  }
  const fromUrl = readLookupId(url);
  if (fromUrl === null) return 'no ID can be read in `url`';
  return lookupId === undefined || fromUrl === lookupId ? null : 'the end of `url` is not the `lookup_id`';
}

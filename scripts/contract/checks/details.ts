// What a lookup finds, at once and later.

import { encodePathSegment } from '../../../nodes/Kaleyra/api/baseUrl';
import { isComplete, isPorted, NETWORK_FIELDS } from '../../../nodes/Kaleyra/api/lookupEntry';
import { asText, type WireObject } from '../../../nodes/Kaleyra/api/response';
import type { Exchange, Observations } from '../observations';
import {
  confirmed,
  confirmedBy,
  contradicted,
  count,
  exchangesFor,
  notObserved,
  notSeen,
  type Check,
} from './check';

export const detailsChecks = [
  {
    id: 'details-path',
    documentedIn: null,
    statement:
      "details are at `/api/v1/<SID>/lookup/get-info/<lookup_id>`, else at `/v1/<SID>/…`, else at the path of the answer's `url`",
    check(seen) {
      const requested = exchangesFor(seen, 'details');
      const answered = requested.filter(({ success }) => success !== null);
      const [rejected] = requested;
      const forms = answered.map(({ path }) => (path.startsWith('/api/') ? '`/api/v1/…`' : '`/v1/…`'));
      if (
        answered.length === 0 &&
        rejected !== undefined &&
        requested.every(({ isRejected }) => isRejected)
      ) {
        return contradicted(`${rejected.label} on every path`, rejected);
      }
      const [first] = answered;
      if (first === undefined) return notObserved(requested);
      return confirmed(`answered on ${[...new Set(forms)].join(' and ')}`, first);
    },
  },
  {
    id: 'colon',
    documentedIn: null,
    statement: 'the colon of a lookup ID stays as it is in a path',
    check(seen) {
      const { lookupId } = seen;
      if (lookupId === null) return notSeen('there was no lookup ID');
      if (!lookupId.includes(':')) return notSeen('the lookup ID has no colon');
      const answered = exchangesFor(seen, 'details').filter(({ success }) => success !== null);
      const plain = answered.find(({ path }) => path.endsWith(`/${encodePathSegment(lookupId)}`));
      const [encoded] = answered;
      if (plain !== undefined) return confirmed('answered with the colon as it is', plain);
      return encoded === undefined
        ? notSeen('no details were answered')
        : contradicted('answered only with `%3A`', encoded);
    },
  },
  {
    id: 'details-shape',
    documentedIn: null,
    statement:
      'details are a list with the lookup in it, or the lookup alone, by its `lookup_id` or `mobile_number`',
    check(seen) {
      const readings = detailsReadings(seen);
      const unknown = readings.find(({ entry }) => !isAboutLookup(entry));
      return unknown === undefined
        ? confirmedBy(exchangesOf(readings), 'the node finds the lookup', 'no details were answered')
        : contradicted('the node finds neither `lookup_id` nor `mobile_number`', unknown.exchange);
    },
  },
  {
    id: 'network-fields',
    documentedIn: null,
    statement:
      'what is found stands in `current_mcc`, `current_mnc`, `current_operator` and the same with `original_`; the sample breaks off before the last two',
    check(seen) {
      const complete = allReadings(seen).filter(({ entry }) => isComplete(entry));
      const missingIn = (entry: WireObject): string[] => NETWORK_FIELDS.filter((name) => !(name in entry));
      const lacking = complete.find(({ entry }) => missingIn(entry).length > 0);
      return lacking === undefined
        ? confirmedBy(exchangesOf(complete), 'all six fields are there', 'no lookup was complete')
        : contradicted(`it lacks ${missingIn(lacking.entry).join(', ')}`, lacking.exchange);
    },
  },
  {
    id: 'now-complete',
    documentedIn: null,
    statement: 'what `GET /v1/<SID>/lookup/…` answers is final',
    check(seen) {
      const readings = nowReadings(seen);
      const incomplete = readings.find(({ entry }) => !isComplete(entry));
      if (incomplete === undefined) {
        return confirmedBy(exchangesOf(readings), 'complete at once', 'no lookup was answered');
      }
      const { entry, exchange } = incomplete;
      const isFilled = NETWORK_FIELDS.some((name) => asText(entry[name]) !== null);
      return isFilled || detailsReadings(seen).some((later) => isComplete(later.entry))
        ? contradicted('it is not complete by its own words, or details know more', exchange)
        : notSeen('nothing about the network was found, in details neither', exchange);
    },
  },
  {
    id: 'complete',
    documentedIn: null,
    statement:
      'a lookup is complete once a field about the network is filled, unless a status word says otherwise',
    check(seen) {
      const readings = detailsReadings(seen).filter(({ entry }) => isAboutLookup(entry));
      const index = readings.findIndex(({ entry }) => isComplete(entry));
      const [first, last] = [readings[index], readings.at(-1)];
      if (last === undefined) return notSeen('no details were answered');
      if (first === undefined) return neverComplete(last, readings.length);
      const changed = readings.slice(index).find(({ entry }) => !isSame(first.entry, entry));
      if (changed !== undefined) {
        return contradicted('it changed after it had counted as complete', changed.exchange);
      }
      return last === first
        ? notSeen('it was complete when it was last asked', first.exchange)
        : confirmed(`pending ${count(index, 'time')}, then complete and unchanged`, first.exchange);
    },
  },
  {
    id: 'ported',
    documentedIn: null,
    statement: 'a number is ported where current and original network codes and operators differ',
    check(seen) {
      const readings = allReadings(seen);
      const judged = readings.flatMap(({ exchange, entry }) => {
        const [node, truth] = [isPorted(entry), portedByEntry(entry) ?? seen.ported];
        return node === null || truth === null ? [] : [{ exchange, node, truth }];
      });
      const words = (ported: boolean): string => (ported ? 'ported' : 'not ported');
      const wrong = judged.find(({ node, truth }) => node !== truth);
      if (wrong !== undefined) {
        const why = `the node says ${words(wrong.node)}, and it is said to be ${words(wrong.truth)}`;
        return contradicted(why, wrong.exchange);
      }
      const [first] = judged;
      if (first !== undefined) return confirmed(`${words(first.node)}, as it is said`, first.exchange);
      if (readings.length === 0) return notSeen('no lookup was answered');
      const isSilent = readings.every(({ entry }) => isPorted(entry) === null);
      return notSeen(
        isSilent ? 'the networks do not tell' : 'neither Kaleyra nor --ported says what is true',
      );
    },
  },
] as const satisfies readonly Check[];

/** What a response says about one lookup. */
interface Reading {
  readonly exchange: Exchange;
  readonly entry: WireObject;
}

// Of the first number alone, because the user and the details speak of that one.
function nowReadings(seen: Observations): Reading[] {
  return exchangesFor(seen, 'now').flatMap((exchange) =>
    exchange.entries.slice(0, 1).map((entry) => ({ exchange, entry })),
  );
}

// As the node picks the lookup out of the response.
function detailsReadings(seen: Observations): Reading[] {
  return exchangesFor(seen, 'details').flatMap((exchange) => {
    if (exchange.success === null) return [];
    const { entries, payload } = exchange.success;
    const entry = entries.find((one) => one.lookup_id === seen.lookupId) ?? entries[0] ?? payload;
    return [{ exchange, entry }];
  });
}

function allReadings(seen: Observations): Reading[] {
  return [...nowReadings(seen), ...detailsReadings(seen)];
}

function exchangesOf(readings: readonly Reading[]): Exchange[] {
  return readings.map(({ exchange }) => exchange);
}

function isAboutLookup(entry: WireObject): boolean {
  return asText(entry.lookup_id) !== null || asText(entry.mobile_number) !== null;
}

const LOOKUP_FIELDS = ['lookup_id', 'mobile_number', 'url', 'country', 'country_code'];
const EXPECTED_FIELDS = [...NETWORK_FIELDS, ...LOOKUP_FIELDS, 'status', 'state', 'lookup_status'];

function neverComplete({ exchange, entry }: Reading, times: number) {
  const filled = Object.keys(entry).filter((name) => asText(entry[name]) !== null);
  const unknown = filled.filter((name) => !EXPECTED_FIELDS.includes(name));
  return unknown.length > 0
    ? contradicted(`it never counts as complete, and has ${unknown.join(', ')}`, exchange)
    : notSeen(`still pending after ${count(times, 'answer')}`, exchange);
}

function isSame(one: WireObject, other: WireObject): boolean {
  return (
    isComplete(one) === isComplete(other) &&
    NETWORK_FIELDS.every((name) => asText(one[name]) === asText(other[name]))
  );
}

const PORTED_FIELD = /(?:^|_)port(?:ed|ing)?(?:_|$)/i;
const YES = /^(?:true|yes|y|1|ported)$/i;
const NO = /^(?:false|no|n|0|not[ _]ported)$/i;

// No page shows such a field; but where one comes, it knows.
function portedByEntry(entry: WireObject): boolean | null {
  const words = Object.entries(entry).flatMap(([name, value]) =>
    PORTED_FIELD.test(name) ? [String(value)] : [],
  );
  const word = words.find((one) => YES.test(one) || NO.test(one));
  return word === undefined ? null : YES.test(word);
}

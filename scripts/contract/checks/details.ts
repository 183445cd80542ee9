// What a lookup finds, at once and later.

import { encodePathSegment } from '../../../nodes/Kaleyra/api/baseUrl';
import { NETWORK_FIELDS } from '../../../nodes/Kaleyra/api/networkValue';
import { asText, type WireObject } from '../../../nodes/Kaleyra/api/json';
import { isComplete, isPorted } from '../../../nodes/Kaleyra/api/lookupEntry';
import type { Exchange, Observations } from '../observations';
import { assumed, confirmed, contradicted, count, notObserved, notSeen } from './check';

export const detailsChecks = [
  assumed(
    'details-path',
    "details are at `/api/v1/<SID>/lookup/get-info/<lookup_id>`, else at `/v1/<SID>/…`, else at the path of the answer's `url`",
    ({ details }) => {
      const answered = details.filter(({ success }) => success !== null);
      const forms = answered.map(({ path }) => (path.startsWith('/api/') ? '`/api/v1/…`' : '`/v1/…`'));
      const areAllRejected = details.every(({ isRejected }) => isRejected);
      return [
        confirmed(answered, `answered on ${[...new Set(forms)].join(' and ')}`),
        contradicted(details, ({ label }) => areAllRejected && `${label} on every path`),
        notObserved(details),
      ];
    },
  ),
  assumed('colon', 'the colon of a lookup ID stays as it is in a path', ({ details, lookupId }) => {
    const answered = details.filter(({ success }) => success !== null);
    const plain = answered.filter(({ path }) => path.endsWith(`/${encodePathSegment(lookupId ?? '')}`));
    return [
      lookupId === null && notSeen('there was no lookup ID'),
      lookupId?.includes(':') === false && notSeen('the lookup ID has no colon'),
      confirmed(plain, 'answered with the colon as it is'),
      contradicted(answered, 'answered only with `%3A`'),
      notSeen('no details were answered'),
    ];
  }),
  assumed(
    'details-shape',
    'details are a list with the lookup in it, or the lookup alone, by its `lookup_id` or `mobile_number`',
    (seen) => {
      const readings = readingsIn(seen, seen.details);
      const unknown = readings.filter(({ entry }) => !isAboutLookup(entry));
      return [
        contradicted(unknown, 'the node finds neither `lookup_id` nor `mobile_number`'),
        confirmed(readings, 'the node finds the lookup'),
        notSeen('no details were answered'),
      ];
    },
  ),
  assumed(
    'network-fields',
    'the results are in `current_mcc`, `current_mnc`, `current_operator` and the same with `original_`; the sample breaks off before the last two',
    (seen) => {
      const readings = readingsIn(seen, [...seen.now, ...seen.details]);
      const complete = readings.filter(({ entry }) => isComplete(entry));
      return [
        contradicted(complete, ({ entry }) => {
          const missing = NETWORK_FIELDS.filter((name) => !(name in entry));
          return missing.length > 0 && `it lacks ${missing.join(', ')}`;
        }),
        confirmed(complete, 'all six fields are there'),
        notSeen('no lookup was complete'),
      ];
    },
  ),
  assumed('now-complete', 'what `GET /v1/<SID>/lookup/…` answers is final', (seen) => {
    const readings = readingsIn(seen, seen.now);
    const incomplete = readings.filter(({ entry }) => !isComplete(entry));
    const isFilled = NETWORK_FIELDS.some((name) => asText(incomplete[0]?.entry[name]) !== null);
    const knowMore = isFilled || readingsIn(seen, seen.details).some(({ entry }) => isComplete(entry));
    return [
      contradicted(incomplete, knowMore && 'it is not complete by its own words, or details know more'),
      incomplete.length > 0 && notSeen('nothing about the network was found, in details neither', incomplete),
      confirmed(readings, 'complete at once'),
      notSeen('no lookup was answered'),
    ];
  }),
  assumed(
    'complete',
    'a lookup is complete once a field about the network is filled, unless a status word says otherwise',
    (seen) => {
      const readings = readingsIn(seen, seen.details).filter(({ entry }) => isAboutLookup(entry));
      const pending = readings.findIndex(({ entry }) => isComplete(entry));
      const [first, last] = [readings[pending], readings.at(-1)];
      if (last === undefined) return [notSeen('no details were answered')];
      if (first === undefined) {
        const stillPending = `still pending after ${count(readings.length, 'answer')}`;
        return [contradicted([last], whyComplete(last.entry)), notSeen(stillPending, [last])];
      }
      const changed = readings.slice(pending).filter(({ entry }) => !isSame(first.entry, entry));
      const completed = `pending ${count(pending, 'time')}, then complete and unchanged`;
      return [
        contradicted(changed, 'it changed after it had counted as complete'),
        confirmed([first], last !== first && completed),
        notSeen('it was complete when it was last asked', [first]),
      ];
    },
  ),
  assumed(
    'ported',
    'a number is ported where current and original network codes and operators differ',
    (seen) => {
      const readings = readingsIn(seen, [...seen.now, ...seen.details]);
      const judged = readings.flatMap(({ exchange, entry }) => {
        const [node, truth] = [isPorted(entry), portedByEntry(entry) ?? seen.ported];
        return node === null || truth === null ? [] : [{ exchange, node, truth }];
      });
      const words = (ported: boolean): string => (ported ? 'ported' : 'not ported');
      const wrong = judged.filter(({ node, truth }) => node !== truth);
      const isSilent = readings.every(({ entry }) => isPorted(entry) === null);
      return [
        contradicted(
          wrong,
          ({ node, truth }) => `the node says ${words(node)}, and it is said to be ${words(truth)}`,
        ),
        confirmed(judged, ({ node }) => `${words(node)}, as it is said`),
        readings.length === 0 && notSeen('no lookup was answered'),
        isSilent && notSeen('the networks do not tell'),
        notSeen('neither Kaleyra nor --ported says what is true'),
      ];
    },
  ),
];

/** What a response says about the lookup whose details are requested. */
interface Reading {
  readonly exchange: Exchange;
  readonly entry: WireObject;
}

// Of `now` the first number alone, because the user and the details speak of that one; of `details` the lookup that
// the node picks out of the response.
function readingsIn({ lookupId }: Observations, exchanges: readonly Exchange[]): Reading[] {
  return exchanges.flatMap((exchange) => {
    const { step, entries, success } = exchange;
    const own = entries.find(({ lookup_id: id }) => id === lookupId) ?? entries[0] ?? success?.payload;
    const entry = step === 'now' ? entries[0] : success === null ? undefined : own;
    return entry === undefined ? [] : [{ exchange, entry }];
  });
}

function isAboutLookup(entry: WireObject): boolean {
  return asText(entry.lookup_id) !== null || asText(entry.mobile_number) !== null;
}

const LOOKUP_FIELDS = ['lookup_id', 'mobile_number', 'url', 'country', 'country_code'];
const EXPECTED_FIELDS = [...NETWORK_FIELDS, ...LOOKUP_FIELDS, 'status', 'state', 'lookup_status'];

/** Why an entry that counts as pending may be complete all the same. */
function whyComplete(entry: WireObject): string | null {
  const filled = Object.keys(entry).filter((name) => asText(entry[name]) !== null);
  const unknown = filled.filter((name) => !EXPECTED_FIELDS.includes(name));
  return unknown.length > 0 ? `it never counts as complete, and has ${unknown.join(', ')}` : null;
}

function isSame(one: WireObject, other: WireObject): boolean {
  const areFieldsEqual = NETWORK_FIELDS.every((name) => asText(one[name]) === asText(other[name]));
  return areFieldsEqual && isComplete(one) === isComplete(other);
}

const PORTED_FIELD = /(?:^|_)port(?:ed|ing)?(?:_|$)/i;
const YES = /^(?:true|yes|y|1|ported)$/i;
const NO = /^(?:false|no|n|0|not[ _]ported)$/i;

// No page shows such a field; but where one comes, it knows.
function portedByEntry(entry: WireObject): boolean | null {
  const names = Object.keys(entry).filter((name) => PORTED_FIELD.test(name));
  const word = names.map((name) => String(entry[name])).find((one) => YES.test(one) || NO.test(one));
  return word === undefined ? null : YES.test(word);
}

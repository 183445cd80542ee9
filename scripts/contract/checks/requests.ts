// How the node asks.

import { isObject } from '../../../nodes/Kaleyra/api/json';
import type { Exchange, Observations } from '../observations';
import {
  accepted,
  assumed,
  confirmed,
  contradicted,
  count,
  documented,
  matchNumbers,
  notObserved,
  notSeen,
  rejected,
  unexplained,
  type Candidates,
} from './check';

const POST_PAGE = 'POST API Lookup';
const GET_PAGE = 'GET API Lookup';

export const requestChecks = [
  documented(POST_PAGE, 'api-key', 'the key travels in the header `api-key`', ({ check, wrongKey, paid }) => {
    const good = [...check, ...paid].filter(({ isOk }) => isOk);
    const [bad] = wrongKey.filter(({ isOk, isInconclusive }) => !isOk && !isInconclusive);
    const why = `${good[0]?.label} with the key, ${bad?.label} with an invented one`;
    return [
      contradicted(wrongKey, ({ isOk, label }) => isOk && `${label} with an invented key`),
      good.length === 0 && notSeen('nothing was answered with a success'),
      confirmed(good, bad !== undefined && why),
      notSeen('an invented key was not refused', wrongKey),
    ];
  }),
  documented(
    POST_PAGE,
    'bulk-request',
    '`POST /v1/<SID>/lookup` takes `{ "mobile": […] }` and answers `{ "data": {…}, "error": {} }`',
    ({ bulk, bulkMixed }) => {
      const fields = { data: isObject, error: isPresent, 'data.id': isString, 'data.data': Array.isArray };
      return checkFields([...bulk, ...bulkMixed], fields);
    },
  ),
  documented(
    GET_PAGE,
    'now-request',
    '`GET /v1/<SID>/lookup/<n1>,<n2>` answers flat, with `price`',
    ({ now, nowList }) =>
      checkFields([...now, ...nowList], { id: isString, price: isPresent, data: Array.isArray }),
  ),
  documented(POST_PAGE, 'e164', 'numbers are taken in E.164, with their country code', ({ paid }) => [
    confirmed(accepted(paid), 'the number got a lookup'),
    contradicted(rejected(paid), 'in no form was the number taken'),
    notObserved(paid),
  ]),
  assumed(
    'plus',
    'the plus may stand before a number: as it is in a body, as `%2B` in a path',
    async (seen) => {
      const { bulk, nowList } = seen;
      const inPath = nowList[0] === undefined ? null : await acceptedPlusInPath(seen, nowList[0]);
      return [
        contradicted(rejected(bulk), 'not taken in a body'),
        contradicted(nowList, inPath === false && 'not taken in a path'),
        confirmed(accepted(bulk), inPath === true && 'taken in a body and a path'),
        notObserved([...bulk, ...nowList]),
      ];
    },
  ),
  assumed('digits', 'the plus may be left out (_Number Format_: _Digits_)', ({ now }) => [
    confirmed(accepted(now), 'the number got a lookup'),
    contradicted(rejected(now), 'not taken without the plus'),
    notObserved(now),
  ]),
  documented(
    GET_PAGE,
    'comma',
    'the commas between the numbers of a path stay as they are',
    ({ now, nowList }) => [
      confirmed(
        accepted(nowList),
        ({ entries }) => `${count(entries.length, 'lookup')} came of a list of two`,
      ),
      contradicted(
        accepted(now).length > 0 ? rejected(nowList) : [],
        'one number is taken alone, and none in a list',
      ),
      rejected(nowList).length > 0 && notSeen('one number alone was not taken either', nowList),
      notObserved(nowList),
    ],
  ),
  assumed('long-address', 'addresses of up to 2,000 characters are taken', ({ longAddress }) => {
    const what = `${longAddress[0]?.label} to 2,000 characters`;
    return [
      confirmed(longAddress, ({ isOk }) => isOk && what),
      contradicted(longAddress, ({ status }) => status === 414 && what),
      notObserved(longAddress, `${what} says nothing of their number`),
    ];
  }),
  assumed(
    'batch-size',
    'a request may hold as many numbers as _Batch Size_ says: 1,000 in a body, 100 in a path',
    ({ bulk, nowList, numbers, paid }) => {
      const several = numbers.length > 1 ? [...bulk, ...nowList] : [];
      const cut = several.filter((one) => one.entries.length > 0 && unexplained(one) > 0);
      const howMany = `${cut[0]?.entries.length} of ${cut[0]?.numbers.length} numbers were answered`;
      return [
        contradicted(paid, ({ status, label }) => status === 413 && label),
        contradicted(cut, howMany),
        notSeen(paid.length === 0 ? 'was not asked' : 'so many numbers were not sent'),
      ];
    },
  ),
];

const isString = (value: unknown): boolean => typeof value === 'string';
const isPresent = (value: unknown): boolean => value !== undefined;

/** @param fields by path, what the field must be */
function checkFields(
  exchanges: readonly Exchange[],
  fields: Readonly<Record<string, (value: unknown) => boolean>>,
): Candidates {
  const answered = exchanges.filter(({ isOk, envelope }) => isOk && envelope?.apiError == null);
  return [
    contradicted(answered, ({ json }) => {
      const missing = Object.keys(fields).filter((path) => fields[path]?.(valueAt(json, path)) !== true);
      return missing.length > 0 && `it lacks ${missing.map((path) => `\`${path}\``).join(', ')}`;
    }),
    confirmed(answered, ({ label }) => `${label} in this form`),
    contradicted(exchanges, ({ isRejected, label }) => isRejected && `refused with ${label}`),
    notObserved(exchanges),
  ];
}

function valueAt(json: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (isObject(value) ? value[name] : undefined), json);
}

// The list's first number has its plus, its last has none.
async function acceptedPlusInPath(seen: Observations, list: Exchange): Promise<boolean | null> {
  const [first, second] = seen.numbers;
  const { entries, envelope, numbers } = list;
  if (first !== undefined && second !== undefined) {
    const { matches, missing } = await matchNumbers(seen, list);
    const isFirst = ({ number: { number } }: (typeof matches)[number]): boolean => number.e164 === first.e164;
    if (matches.some((match) => isFirst(match) && match.found.length > 0)) return true;
    return missing.length < matches.length ? false : null;
  }
  if (entries.length === 0) return null;
  if ((envelope?.invalidCount ?? 0) > 0) return false;
  return entries.length >= numbers.length || (envelope?.duplicateCount ?? 0) > 0 ? true : null;
}

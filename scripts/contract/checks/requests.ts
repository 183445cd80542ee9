// How the node asks.

import { isObject } from '../../../nodes/Kaleyra/api/response';
import { PAID_STEPS, parseJson, type Exchange, type Observations } from '../observations';
import {
  confirmed,
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

const POST_PAGE = 'POST API Lookup';
const GET_PAGE = 'GET API Lookup';

export const requestChecks = [
  {
    id: 'api-key',
    documentedIn: POST_PAGE,
    statement: 'the key travels in the header `api-key`',
    check(seen) {
      const [check] = exchangesFor(seen, 'check');
      const [wrong] = exchangesFor(seen, 'wrongKey');
      if (check?.status === 401) {
        return contradicted(
          'HTTP 401 to the key given: either it is not good, or it travels otherwise',
          check,
        );
      }
      const good = exchangesFor(seen, 'check', ...PAID_STEPS).find(({ isOk }) => isOk);
      if (good === undefined) return notSeen('nothing was answered with a success');
      if (wrong === undefined || wrong.isOk || wrong.isInconclusive) {
        return notSeen('an invented key was not refused', wrong);
      }
      return confirmed(`${good.label} with the key, ${wrong.label} with an invented one`, good);
    },
  },
  {
    id: 'bulk-request',
    documentedIn: POST_PAGE,
    statement: '`POST /v1/<SID>/lookup` takes `{ "mobile": […] }` and answers `{ "data": {…}, "error": {} }`',
    check: (seen) =>
      checkFields(exchangesFor(seen, 'bulk', 'bulkMixed'), {
        data: isObject,
        error: isPresent,
        'data.id': isString,
        'data.data': Array.isArray,
      }),
  },
  {
    id: 'now-request',
    documentedIn: GET_PAGE,
    statement: '`GET /v1/<SID>/lookup/<n1>,<n2>` answers flat, with `price`',
    check: (seen) =>
      checkFields(exchangesFor(seen, 'now', 'nowList'), {
        id: isString,
        price: isPresent,
        data: Array.isArray,
      }),
  },
  {
    id: 'e164',
    documentedIn: POST_PAGE,
    statement: 'numbers are taken in E.164, with their country code',
    check(seen) {
      const exchanges = exchangesFor(seen, ...PAID_STEPS);
      const accepted = exchanges.find(({ acceptedNumbers }) => acceptedNumbers === true);
      if (accepted !== undefined) return confirmed('the number got a lookup', accepted);
      const rejected = exchanges.find(({ acceptedNumbers }) => acceptedNumbers === false);
      return rejected === undefined
        ? notObserved(exchanges)
        : contradicted('in no form was the number taken', rejected);
    },
  },
  {
    id: 'plus',
    documentedIn: null,
    statement: 'the plus may stand before a number: as it is in a body, as `%2B` in a path',
    async check(seen) {
      const [bulk] = exchangesFor(seen, 'bulk');
      const [list] = exchangesFor(seen, 'nowList');
      if (bulk?.acceptedNumbers === false) return contradicted('not taken in a body', bulk);
      const acceptedInPath = list === undefined ? null : await acceptedPlusInPath(seen, list);
      if (list !== undefined && acceptedInPath === false) return contradicted('not taken in a path', list);
      return bulk?.acceptedNumbers === true && acceptedInPath === true
        ? confirmed('taken in a body and a path', bulk)
        : notObserved(exchangesFor(seen, 'bulk', 'nowList'));
    },
  },
  {
    id: 'digits',
    documentedIn: null,
    statement: 'the plus may be left out (_Number Format_: _Digits_)',
    check(seen) {
      const [now] = exchangesFor(seen, 'now');
      if (now?.acceptedNumbers == null) return notObserved([now]);
      return now.acceptedNumbers
        ? confirmed('the number got a lookup', now)
        : contradicted('not taken without the plus', now);
    },
  },
  {
    id: 'comma',
    documentedIn: GET_PAGE,
    statement: 'the commas between the numbers of a path stay as they are',
    check(seen) {
      const [list] = exchangesFor(seen, 'nowList');
      const [single] = exchangesFor(seen, 'now');
      if (list?.acceptedNumbers == null) return notObserved([list]);
      if (list.acceptedNumbers) {
        return confirmed(`${count(list.entries.length, 'lookup')} came of a list of two`, list);
      }
      return single?.acceptedNumbers === true
        ? contradicted('one number is taken alone, and none in a list', list)
        : notSeen('one number alone was not taken either', list);
    },
  },
  {
    id: 'long-address',
    documentedIn: null,
    statement: 'addresses of up to 2,000 characters are taken',
    check(seen) {
      const [exchange] = exchangesFor(seen, 'longAddress');
      if (exchange === undefined) return notObserved([]);
      const what = `${exchange.label} to 2,000 characters`;
      if (exchange.isOk) return confirmed(what, exchange);
      if (exchange.status === 414) return contradicted(what, exchange);
      return notSeen(`${what} says nothing of their number`, exchange);
    },
  },
  {
    id: 'batch-size',
    documentedIn: null,
    statement: 'a request may hold as many numbers as _Batch Size_ says: 1,000 in a body, 100 in a path',
    check(seen) {
      const exchanges = exchangesFor(seen, ...PAID_STEPS);
      const tooLarge = firstProblem(exchanges, ({ status, label }) => (status === 413 ? label : null));
      const cut = exchangesFor(seen, 'bulk', 'nowList').find(
        (one) => seen.numbers.length > 1 && one.entries.length > 0 && unexplained(one) > 0,
      );
      if (tooLarge !== null) return tooLarge;
      if (cut === undefined) {
        return notSeen(exchanges.length === 0 ? 'was not asked' : 'so many numbers were not sent');
      }
      return contradicted(`${cut.entries.length} of ${cut.numbers.length} numbers were answered`, cut);
    },
  },
] as const satisfies readonly Check[];

const isString = (value: unknown): boolean => typeof value === 'string';
const isPresent = (value: unknown): boolean => value !== undefined;

/** @param fields by path, what the field must be */
function checkFields(
  exchanges: readonly Exchange[],
  fields: Readonly<Record<string, (value: unknown) => boolean>>,
): Finding {
  const answered = exchanges.filter(({ isOk, envelope }) => isOk && envelope?.apiError == null);
  const lacking = firstProblem(answered, ({ outcome }) => {
    const json = outcome.kind === 'response' ? parseJson(outcome.body) : undefined;
    const missing = Object.entries(fields).filter(([path, isRight]) => !isRight(valueAt(json, path)));
    return missing.length === 0 ? null : `it lacks ${missing.map(([path]) => `\`${path}\``).join(', ')}`;
  });
  const [first] = answered;
  if (lacking !== null) return lacking;
  if (first !== undefined) return confirmed(`${first.label} in this form`, first);
  const rejection = firstProblem(exchanges, ({ isRejected, label }) =>
    isRejected ? `refused with ${label}` : null,
  );
  return rejection ?? notObserved(exchanges);
}

function valueAt(json: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (isObject(value) ? value[name] : undefined), json);
}

// The list's first number has its plus, its last has none.
async function acceptedPlusInPath(seen: Observations, list: Exchange): Promise<boolean | null> {
  const [first] = seen.numbers;
  if (list.entries.length === 0) return null;
  if (first !== undefined && seen.numbers.length > 1) {
    const { lookups } = await matchNumbers(seen, list);
    return lookups.has(first.e164) ? true : lookups.size > 0 ? false : null;
  }
  if ((list.envelope?.invalidCount ?? 0) > 0) return false;
  const isComplete = list.entries.length >= list.numbers.length;
  return isComplete || (list.envelope?.duplicateCount ?? 0) > 0 ? true : null;
}

// The account, its key and its address, and what anything may be answered with.

import { retryAfterMs } from '../../../nodes/Kaleyra/api/retry';
import { checkBalance } from './billing';
import {
  confirmed,
  confirmedBy,
  contradicted,
  exchangesFor,
  firstProblem,
  notObserved,
  notSeen,
  type Check,
} from './check';

export const accountChecks = [
  {
    id: 'retry-after',
    documentedIn: null,
    statement: '`Retry-After` holds seconds or a date',
    check({ exchanges }) {
      const withHeader = exchanges.filter(({ headers }) => headers['retry-after'] !== undefined);
      return (
        firstProblem(withHeader, ({ headers }) =>
          retryAfterMs(headers, 0) === null ? 'the header is neither seconds nor a date' : null,
        ) ?? confirmedBy(withHeader, 'it can be read', 'no answer had the header')
      );
    },
  },
  {
    id: 'bad-key',
    documentedIn: null,
    statement: 'a key that is not good is refused with 401',
    check(seen) {
      const [wrong] = exchangesFor(seen, 'wrongKey');
      const [check] = exchangesFor(seen, 'check');
      if (wrong === undefined || wrong.isInconclusive) return notObserved([wrong]);
      if (wrong.status === 401) return confirmed('HTTP 401 to an invented key', wrong);
      return check?.isOk === false && check.status === wrong.status
        ? notSeen(`${wrong.label} to any key`, wrong)
        : contradicted(`${wrong.label} to an invented key`, wrong);
    },
  },
  {
    id: 'bad-sid',
    documentedIn: null,
    statement: "a SID that is not the key's is refused with 401, 403 or 404",
    check(seen) {
      const [wrong] = exchangesFor(seen, 'wrongSid');
      const [check] = exchangesFor(seen, 'check');
      if (wrong === undefined || wrong.isInconclusive) return notObserved([wrong]);
      if (check?.isOk !== true) return notSeen('the own SID was not answered either', wrong);
      const isRejected = [401, 403, 404].includes(wrong.status ?? 0);
      return (isRejected ? confirmed : contradicted)(`${wrong.label} to an invented SID`, wrong);
    },
  },
  {
    id: 'no-redirect',
    documentedIn: null,
    statement: 'nothing redirects: redirects are not followed',
    check({ exchanges }) {
      const redirected = exchanges.find(({ isRedirect }) => isRedirect);
      if (redirected !== undefined) return contradicted(redirected.label, redirected);
      const answered = exchanges.filter(({ status }) => status !== null);
      return answered.length === 0
        ? notSeen('nothing was answered')
        : confirmed(`none of ${answered.length} answers redirects`, null);
    },
  },
  {
    id: 'free-check',
    documentedIn: null,
    statement: '`GET /v1/<SID>/callback/profiles` is free',
    check(seen) {
      const [check] = exchangesFor(seen, 'check');
      return check?.isOk === true
        ? checkBalance(seen, [check], 'the check')
        : notSeen('the check was not answered', check);
    },
  },
] as const satisfies readonly Check[];

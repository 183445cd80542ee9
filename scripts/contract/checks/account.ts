// The account, its key and its address, and what any response may hold.

import { retryAfterMs } from '../../../nodes/Kaleyra/api/retry';
import { checkBalance } from './billing';
import { assumed, confirmed, contradicted, notObserved, notSeen } from './check';

export const accountChecks = [
  assumed('retry-after', '`Retry-After` holds seconds or a date', ({ exchanges }) => {
    const withHeader = exchanges.filter(({ headers }) => headers['retry-after'] !== undefined);
    const unreadable = withHeader.filter(({ headers }) => retryAfterMs(headers, 0) === null);
    return [
      contradicted(unreadable, 'the header is neither seconds nor a date'),
      confirmed(withHeader, 'it can be read'),
      notSeen('no answer had the header'),
    ];
  }),
  assumed('bad-key', 'a key that is not good is refused with 401', ({ check, wrongKey }) => {
    const wrong = wrongKey.filter(({ isInconclusive }) => !isInconclusive);
    const isForAnyKey = check.some(({ isOk, status }) => !isOk && status === wrong[0]?.status);
    return [
      confirmed(wrong, ({ status }) => status === 401 && 'HTTP 401 to an invented key'),
      contradicted(wrong, ({ label }) => !isForAnyKey && `${label} to an invented key`),
      notObserved(wrongKey, isForAnyKey ? `${wrong[0]?.label} to any key` : undefined),
    ];
  }),
  assumed('bad-sid', "a SID that is not the key's is refused with 401, 403 or 404", ({ check, wrongSid }) => {
    const wrong = wrongSid.filter(({ isInconclusive }) => !isInconclusive);
    const rejected = wrong.filter(({ status }) => [401, 403, 404].includes(status ?? 0));
    const isOwnAnswered = check.some(({ isOk }) => isOk);
    const why = isOwnAnswered && `${wrong[0]?.label} to an invented SID`;
    return [
      confirmed(rejected, why),
      contradicted(wrong, why),
      notObserved(wrongSid, wrong.length > 0 ? 'the own SID was not answered either' : undefined),
    ];
  }),
  assumed('no-redirect', 'nothing redirects: redirects are not followed', ({ exchanges }) => {
    const { length } = exchanges.filter(({ status }) => status !== null);
    const why = `none of ${length} answers redirects`;
    return [
      contradicted(exchanges, ({ isRedirect, label }) => isRedirect && label),
      length > 0 && { verdict: 'confirmed', why, evidence: null },
      notSeen('nothing was answered'),
    ];
  }),
  assumed('free-check', '`GET /v1/<SID>/callback/profiles` is free', (seen) => {
    const answered = seen.check.filter(({ isOk }) => isOk);
    return [
      answered.length === 0 && notSeen('the check was not answered', seen.check),
      ...checkBalance(seen, answered, 'the check'),
    ];
  }),
];

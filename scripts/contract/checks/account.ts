// The account, its key and its address, and what any response may hold.

import { retryAfterMs } from '../../../nodes/Kaleyra/api/retry';
import { checkBalance } from './billing';
import { confirmed, contradicted, notObserved, notSeen, type Check } from './check';

export const accountChecks = [
  {
    id: 'retry-after',
    documentedIn: null,
    statement: '`Retry-After` holds seconds or a date',
    check: ({ exchanges }) => {
      const withHeader = exchanges.filter(({ headers }) => headers['retry-after'] !== undefined);
      const unreadable = withHeader.filter(({ headers }) => retryAfterMs(headers, 0) === null);
      return (
        contradicted(unreadable, 'the header is neither seconds nor a date') ??
        confirmed(withHeader, 'it can be read') ??
        notSeen('no answer had the header')
      );
    },
  },
  {
    id: 'bad-key',
    documentedIn: null,
    statement: 'a key that is not good is refused with 401',
    check: ({ check, wrongKey }) => {
      const wrong = wrongKey.filter(({ isInconclusive }) => !isInconclusive);
      const isForAnyKey = check.some(({ isOk, status }) => !isOk && status === wrong[0]?.status);
      return (
        confirmed(wrong, ({ status }) => status === 401 && 'HTTP 401 to an invented key') ??
        contradicted(wrong, ({ label }) => !isForAnyKey && `${label} to an invented key`) ??
        notObserved(wrongKey, isForAnyKey ? `${wrong[0]?.label} to any key` : undefined)
      );
    },
  },
  {
    id: 'bad-sid',
    documentedIn: null,
    statement: "a SID that is not the key's is refused with 401, 403 or 404",
    check: ({ check, wrongSid }) => {
      const [wrong] = wrongSid.filter(({ isInconclusive }) => !isInconclusive);
      if (wrong === undefined) return notObserved(wrongSid);
      if (!check.some(({ isOk }) => isOk)) return notSeen('the own SID was not answered either', [wrong]);
      const finding = { why: `${wrong.label} to an invented SID`, evidence: wrong };
      const isRejected = [401, 403, 404].includes(wrong.status ?? 0);
      return { verdict: isRejected ? 'confirmed' : 'contradicted', ...finding };
    },
  },
  {
    id: 'no-redirect',
    documentedIn: null,
    statement: 'nothing redirects: redirects are not followed',
    check: ({ exchanges }) => {
      const { length } = exchanges.filter(({ status }) => status !== null);
      const why = `none of ${length} answers redirects`;
      return (
        contradicted(exchanges, ({ isRedirect, label }) => isRedirect && label) ??
        (length > 0 ? { verdict: 'confirmed', why, evidence: null } : notSeen('nothing was answered'))
      );
    },
  },
  {
    id: 'free-check',
    documentedIn: null,
    statement: '`GET /v1/<SID>/callback/profiles` is free',
    check: (seen) => {
      const answered = seen.check.filter(({ isOk }) => isOk);
      return answered.length > 0
        ? checkBalance(seen, answered, 'the check')
        : notSeen('the check was not answered', seen.check);
    },
  },
] as const satisfies readonly Check[];

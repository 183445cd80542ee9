// Of the account, its key and its address. What each judge decides is the statement of its assumption: see `index.ts`.

import { retryAfterMs } from '../../../nodes/Kaleyra/api/retry';
import type { Exchange, Judge } from '../observations';
import {
  confirmed,
  contradicted,
  envelopeOf,
  isOk,
  nothingFor,
  notSeen,
  of,
  PAID,
  statusOf,
  tellOutcome,
} from '../evidence';

export const apiKey: Judge = (seen) => {
  const [check] = of(seen, 'check');
  if (check !== undefined && statusOf(check) === 401) {
    return contradicted('HTTP 401 to the key given: either it is not good, or it travels otherwise', check);
  }
  const good = [...of(seen, 'check'), ...of(seen, ...PAID)].find((exchange) => isOk(exchange));
  const [wrong] = of(seen, 'wrongKey');
  if (good === undefined) return notSeen('nothing was answered with a success');
  if (wrong === undefined || isOk(wrong) || isPassing(wrong)) {
    return notSeen('an invented key was not refused', wrong ?? null);
  }
  return confirmed(`${tellOutcome(good)} with the key, ${tellOutcome(wrong)} with an invented one`, good);
};

export const badKey: Judge = (seen) => {
  const [exchange] = of(seen, 'wrongKey');
  if (exchange === undefined || isPassing(exchange)) return nothingFor(of(seen, 'wrongKey'));
  if (statusOf(exchange) === 401) return confirmed('HTTP 401 to an invented key', exchange);
  const [check] = of(seen, 'check');
  if (check !== undefined && !isOk(check) && statusOf(check) === statusOf(exchange)) {
    return notSeen(`${tellOutcome(exchange)} to any key`, exchange);
  }
  return contradicted(`${tellOutcome(exchange)} to an invented key`, exchange);
};

const SID_REFUSED = [401, 403, 404];

export const badSid: Judge = (seen) => {
  const [exchange] = of(seen, 'wrongSid');
  if (exchange === undefined || isPassing(exchange)) return nothingFor(of(seen, 'wrongSid'));
  const [check] = of(seen, 'check');
  if (check === undefined || !isOk(check)) return notSeen('the own SID was not answered either', exchange);
  return SID_REFUSED.includes(statusOf(exchange) ?? 0)
    ? confirmed(`${tellOutcome(exchange)} to an invented SID`, exchange)
    : contradicted(`${tellOutcome(exchange)} to an invented SID`, exchange);
};

export const longAddress: Judge = (seen) => {
  const [exchange] = of(seen, 'longAddress');
  if (exchange === undefined) return nothingFor(of(seen, 'longAddress'));
  if (isOk(exchange)) return confirmed(`${tellOutcome(exchange)} to 2,000 characters`, exchange);
  if (statusOf(exchange) === 414) return contradicted('HTTP 414 to 2,000 characters', exchange);
  return notSeen(`${tellOutcome(exchange)} to 2,000 characters says nothing of their number`, exchange);
};

export const noRedirect: Judge = ({ exchanges }) => {
  const redirected = exchanges.find((exchange) => isRedirect(exchange));
  if (redirected !== undefined) return contradicted(`${tellOutcome(redirected)}`, redirected);
  const answered = exchanges.filter(({ outcome }) => outcome.kind === 'response');
  if (answered.length === 0) return notSeen('nothing was answered');
  return confirmed(`none of ${answered.length} answers redirects`, null);
};

export const errorForms: Judge = ({ exchanges }) => {
  const refusals = exchanges.filter((exchange) => isWorded(exchange));
  const silent = refusals.find((exchange) => wordsOf(exchange) === null);
  if (silent !== undefined)
    return contradicted(`${tellOutcome(silent)}, and the node finds no words in it`, silent);
  const [first] = refusals;
  if (first === undefined) return notSeen('nothing was refused');
  return confirmed(`the node finds code or text in each of ${refusals.length} refusals`, first);
};

export const retryAfter: Judge = ({ exchanges }) => {
  const asking = exchanges.filter(
    ({ outcome }) => outcome.kind === 'response' && outcome.headers['retry-after'] !== undefined,
  );
  const unreadable = asking.find(
    ({ outcome }) => outcome.kind === 'response' && retryAfterMs(outcome.headers, 0) === null,
  );
  if (unreadable !== undefined) return contradicted('the header is neither seconds nor a date', unreadable);
  const [first] = asking;
  return first === undefined ? notSeen('no answer had the header') : confirmed('it can be read', first);
};

function isPassing(exchange: Exchange): boolean {
  const status = statusOf(exchange);
  return status === null || status === 429 || status >= 500 || isRedirect(exchange);
}

function isRedirect(exchange: Exchange): boolean {
  const status = statusOf(exchange) ?? 0;
  return status >= 300 && status < 400;
}

// These a web server in front of the API may answer by itself, and that says nothing of the API.
const GATEWAY = [404, 414, 429];

function isWorded(exchange: Exchange): boolean {
  const status = statusOf(exchange) ?? 0;
  if (isOk(exchange)) return envelopeOf(exchange)?.apiError != null;
  return status >= 400 && status < 500 && (!GATEWAY.includes(status) || wordsOf(exchange) !== null);
}

function wordsOf(exchange: Exchange): string | null {
  const envelope = envelopeOf(exchange);
  const { apiError } = envelope ?? { apiError: null };
  return apiError?.text ?? apiError?.code ?? envelope?.message ?? envelope?.code ?? null;
}

import { jsonReply, refusal } from './envelopes';
import type { LookupAnswer, Reply } from './faultTypes';
import type { Ledger } from './ledger';
import { bulkAnswer, detailsAnswer, nowAnswer, URL_ACCOUNT } from './lookups';
import { sortOut, type Sorted } from './numbers';
import { numbersOfBody, type Route } from './routes';
import type { RecordedRequest } from './recordedRequest';
import type { DetailsPath, SandboxOptions } from './types';

/** The account that a sandbox simulates, and its behavior. */
export interface Account extends Required<Omit<SandboxOptions, 'port' | 'onAnswer'>> {
  /** Lookups that match one of these stay pending. */
  readonly unfinished: ReadonlyArray<(lookupId: string, digits: string) => boolean>;
}

/** Responds as Kaleyra does when nothing goes wrong; accepted numbers are billed in the ledger. */
export function answerAsKaleyra(
  request: RecordedRequest,
  route: Route,
  account: Account,
  ledger: Ledger,
): LookupAnswer | Reply {
  return refuse(request, route, account) ?? serve(request, account, ledger);
}

function refuse(request: RecordedRequest, route: Route, account: Account): Reply | null {
  if (!exists(route, account)) return refusal(404, 'The requested resource was not found');
  if (request.headers['api-key'] !== account.apiKey) return refusal(401, 'The API key is not valid');
  const sid = accountOf(route, account);
  return route.sid === sid ? null : refusal(403, 'The API key and the SID do not belong together');
}

function exists({ kind, prefix }: Route, { detailsPath, balance }: Account): boolean {
  if (kind === 'balance') return balance !== null;
  return kind === 'details' ? DETAILS_PREFIXES[detailsPath].includes(prefix) : kind !== 'other';
}

const DETAILS_PREFIXES: Readonly<Record<DetailsPath, ReadonlyArray<Route['prefix']>>> = {
  api: ['/api/v1'],
  plain: ['/v1'],
  both: ['/api/v1', '/v1'],
  url: ['/api/v1'],
};

function accountOf({ kind }: Route, { detailsPath, sid }: Account): string {
  return kind === 'details' && detailsPath === 'url' ? URL_ACCOUNT : sid;
}

function serve(request: RecordedRequest, account: Account, ledger: Ledger): LookupAnswer | Reply {
  switch (request.kind) {
    case 'startBulk':
      return startBulk(request, account, ledger);
    case 'lookUpNow':
      return lookUpNow(request, account, ledger);
    case 'details':
      return details(request, account, ledger);
    case 'balance':
      return currentBalance(account, ledger);
    default:
      return callbackProfiles(ledger);
  }
}

function startBulk(request: RecordedRequest, account: Account, ledger: Ledger): LookupAnswer | Reply {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return refusal(400, 'Content-Type must be application/json');
  }
  if (numbersOfBody(request.body) === null) return refusal(400, 'mobile must be a list of phone numbers');
  return bulkAnswer(accept(request, account, ledger), ledger.nextBatch(), account.shuffle);
}

function lookUpNow(request: RecordedRequest, account: Account, ledger: Ledger): LookupAnswer {
  const { shuffle, pricePerLookup } = account;
  return nowAnswer(accept(request, account, ledger), ledger.nextBatch(), shuffle, pricePerLookup);
}

function accept(request: RecordedRequest, { maxNumbers }: Account, ledger: Ledger): Sorted {
  const sorted = sortOut(request.numbers.slice(0, maxNumbers));
  ledger.bill(sorted.accepted);
  return sorted;
}

function details(request: RecordedRequest, account: Account, ledger: Ledger): LookupAnswer | Reply {
  const lookupId = request.lookupId ?? '';
  const digits = ledger.lookups.get(lookupId);
  if (digits === undefined) return refusal(404, 'No lookup exists with this id');
  const polled = ledger.poll(lookupId) > account.pendingPolls;
  const complete = polled && !account.unfinished.some((holds) => holds(lookupId, digits));
  return detailsAnswer(lookupId, digits, complete);
}

/** Kaleyra's documentation: platform-apis-get-callback-profiles-detail and its sibling for one profile. */
function callbackProfiles(ledger: Ledger): Reply {
  ledger.checks += 1;
  return jsonReply(200, {
    code: 'RBC024',
    message: 'Profile fetched successfully',
    data: [],
    error: {},
    status: 200,
  });
}

/**
 * The remaining balance. The wording is that of Kaleyra's documentation:
 * platform-apis-get-account-billing-usage-details; the field names are derived from it, and so assumed.
 */
function currentBalance({ balance, pricePerLookup, pricePerCheck }: Account, ledger: Ledger): Reply {
  const lookups = [...ledger.billed.values()].reduce((sum, times) => sum + times, 0);
  const spent = lookups * pricePerLookup + ledger.checks * pricePerCheck;
  const data = {
    account_type: 'prepaid',
    balance_amount: ((balance ?? 0) - spent).toFixed(4),
    currency_symbol: '€',
  };
  return jsonReply(200, { code: 'RBC103', message: 'Request successfully executed!', data, error: {} });
}

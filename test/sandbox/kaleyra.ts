import { jsonReply, refusal } from './envelopes';
import type { LookupAnswer, Reply } from './faultTypes';
import type { Ledger } from './ledger';
import { bulkAnswer, detailsAnswer, nowAnswer, URL_ACCOUNT } from './lookups';
import { sortOut, type Sorted } from './numbers';
import { numbersOfBody, type Route } from './routes';
import type { DetailsPath, RecordedRequest, SandboxOptions } from './types';

/** The account a sandbox plays, and how it behaves. */
export interface Account extends Required<Omit<SandboxOptions, 'port' | 'onAnswer'>> {
  /** Lookups for which one of these holds stay pending. */
  readonly unfinished: ReadonlyArray<(lookupId: string, digits: string) => boolean>;
}

/** Does what Kaleyra does with a request that nothing goes wrong with; accepted numbers are billed in the ledger. */
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

function exists({ kind, prefix }: Route, { detailsPath }: Account): boolean {
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
    default:
      return callbackProfiles();
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
function callbackProfiles(): Reply {
  return jsonReply(200, {
    code: 'RBC024',
    message: 'Profile fetched successfully',
    data: [],
    error: {},
    status: 200,
  });
}

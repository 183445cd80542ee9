import { encodePathSegment } from '../../nodes/Kaleyra/api/baseUrl';
import type { Clock } from '../../nodes/Kaleyra/api/clock';
import { DETAILS_PREFIXES, DetailsEndpoint, detailsPath } from '../../nodes/Kaleyra/api/detailsEndpoint';
import type { HttpOutcome } from '../../nodes/Kaleyra/api/http';
import { pollDetails, type IdentifiedLookup, type PollPorts } from '../../nodes/Kaleyra/lookup/pollDetails';
import { forEachNow } from '../../test/support/forEachNow';
import { UsageError } from '../cli';
import { digitsOf, type Exchange, type PaidStep } from './observations';
import type { CliOptions } from './options';
import type { Recorder, Request } from './recorder';

/** In the form of a key, and nobody's. */
const WRONG_KEY = `A${'0'.repeat(32)}`;
const WRONG_SID = 'HX0000000000IN';
/** As long as the node's addresses get, in characters. */
const LONG_ADDRESS = 2_000;
/** Too short for any country, so that Kaleyra cannot take it for a number. */
const INVALID_NUMBER = '12';
/** How long the node waits for details by default. */
const WAIT_MS = 60_000;
/** The most requests for details; their price is not documented. */
export const MAX_DETAILS = 30;

/** A paid request, before it is sent. */
export interface PaidRequest extends Request {
  readonly step: PaidStep;
  readonly numbers: readonly string[];
  /** For a person, without any number. */
  readonly about: string;
}

/** Runs the credential test. @throws UsageError if it shows that nothing can be checked */
export async function checkAccount(recorder: Recorder, { sid, numbers }: CliOptions): Promise<HttpOutcome> {
  await recorder.readBalance();
  const check = await recorder.send('check', { method: 'GET', path: profilesPath(sid) });
  const reason = reasonToStop(check, numbers.length > 0);
  if (reason !== null) throw new UsageError(reason);
  return check;
}

// A 403 or 404 may also mean that the key may not read callback profiles: lookups tell which.
function reasonToStop(check: HttpOutcome, isPaying: boolean): string | null {
  if (check.kind === 'networkError') {
    return `Nothing answered (${check.code}): look at KALEYRA_BASE_URL and the network.`;
  }
  if (check.status === 401) {
    return 'Kaleyra did not accept KALEYRA_API_KEY (HTTP 401): copy it again from the console.';
  }
  if (!isDenied(check) || isPaying) return null;
  return `${describeDenial(check)} If they do, the key may not read callback profiles, and only --pay can tell more.`;
}

/** Whether a response may mean that the SID is not the key's. */
export function isDenied(outcome: HttpOutcome): boolean {
  return outcome.kind === 'response' && [401, 403, 404].includes(outcome.status);
}

/** What to do about it. */
export function describeDenial(outcome: HttpOutcome): string {
  const status = outcome.kind === 'response' ? outcome.status : outcome.code;
  return `Kaleyra denied access (HTTP ${status}): KALEYRA_SID must belong to the key, and this computer to its IP whitelist.`;
}

/** Sends the credential test with one thing changed. */
export async function sendFreeRequests(recorder: Recorder, { sid, baseUrl }: CliOptions): Promise<void> {
  const path = profilesPath(sid);
  await recorder.send('wrongKey', { method: 'GET', path, apiKey: WRONG_KEY });
  await recorder.send('wrongSid', { method: 'GET', path: profilesPath(WRONG_SID) });
  const longPath = `${path}&padding=`.padEnd(LONG_ADDRESS - baseUrl.length, 'x');
  await recorder.send('longAddress', { method: 'GET', path: longPath });
}

function profilesPath(sid: string): string {
  return `/v1/${encodePathSegment(sid)}/callback/profiles?limit=1&offset=0`;
}

/** The paid requests for one number or two. */
export function paidRequests({ sid, numbers }: CliOptions): PaidRequest[] {
  const [first, last = first] = numbers;
  if (first === undefined || last === undefined) return [];
  const path = `/v1/${encodePathSegment(sid)}/lookup`;
  const post = (step: PaidStep, mobile: string[], about: string): PaidRequest => {
    return { step, method: 'POST', path, body: { mobile }, numbers: mobile, about };
  };
  const get = (step: PaidStep, list: string[], about: string): PaidRequest => {
    const listPath = `${path}/${encodePathSegment(list.join(','))}`;
    return { step, method: 'GET', path: listPath, numbers: list, about };
  };
  const all = numbers.map(({ e164 }) => e164);
  const mixed = [first.e164, digitsOf(first), INVALID_NUMBER];
  return [
    post('bulk', all, 'with the plus'),
    post(
      'bulkMixed',
      mixed,
      `the same with and without its plus, and ${INVALID_NUMBER}, which is not a number`,
    ),
    get('now', [digitsOf(first)], 'without the plus'),
    get('nowList', [first.e164, digitsOf(last)], 'with and without the plus, a comma between them'),
  ];
}

/**
 * Requests the details of an accepted lookup, of the first number's if possible, with the node's own code; then once
 * more, because what is complete should stay so; then on the path that the node did not need.
 * @returns its lookup ID; null where there is none
 */
export async function requestDetails(
  recorder: Recorder,
  { sid, numbers }: CliOptions,
  clock: Clock,
): Promise<string | null> {
  const accepted = findAccepted(recorder.exchanges, numbers[0]?.e164.slice(1) ?? '');
  if (accepted === null) return null;
  const { lookupId, fields } = accepted;
  const url = typeof fields.url === 'string' ? fields.url : undefined;
  const read = async (path: string) => await recorder.send('details', { method: 'GET', path });
  const pathsOf = (id: string): string[] => DETAILS_PREFIXES.map((prefix) => detailsPath(prefix, sid, id));
  const endpoint = new DetailsEndpoint(sid, read, () => clock.now(), forEachNow);

  const first = await endpoint.get(lookupId, url);
  const last = recorder.exchanges.at(-1);
  if (first?.ok === false && last?.isClientError === true && last.status !== 429) {
    // Perhaps only because of the colon.
    const encoded = lookupId.includes(':') ? pathsOf(encodeURIComponent(lookupId)) : [];
    for (const path of encoded) await read(path);
    return lookupId;
  }
  const client: PollPorts['client'] = {
    getDetails: async (id, at) => await endpoint.get(id, at),
    endDetails: () => undefined,
  };
  await pollDetails([accepted], { client, clock, signal: undefined, forEach: forEachNow }, WAIT_MS);
  await endpoint.get(lookupId, url);
  const requested = new Set(recorder.exchanges.map(({ path }) => path));
  const others = pathsOf(encodePathSegment(lookupId)).filter((path) => !requested.has(path));
  for (const path of others) await read(path);
  return lookupId;
}

function findAccepted(exchanges: readonly Exchange[], digits: string): IdentifiedLookup | null {
  const accepted = exchanges
    .filter(({ step }) => step === 'bulk' || step === 'bulkMixed')
    .flatMap(({ lookups }) => lookups)
    .filter((lookup): lookup is IdentifiedLookup => lookup.lookupId !== null);
  return accepted.find(({ mobileNumber }) => mobileNumber.includes(digits)) ?? accepted.at(-1) ?? null;
}

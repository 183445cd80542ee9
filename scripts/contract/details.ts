import { encodePathSegment } from '../../nodes/Kaleyra/api/baseUrl';
import { DETAILS_PREFIXES, DetailsEndpoint, detailsPath } from '../../nodes/Kaleyra/api/detailsEndpoint';
import { pollDetails, type IdentifiedLookup } from '../../nodes/Kaleyra/lookup/pollDetails';
import type { Clock } from '../../nodes/Kaleyra/api/clock';
import type { HttpOutcome } from '../../nodes/Kaleyra/api/http';
import { lookupsOf } from './evidence';
import type { Exchange } from './observations';
import type { Observer } from './observe';
import type { Wishes } from './wishes';

/** The node's default. */
const WAIT_MS = 60_000;

/**
 * Asks for the details of a lookup that was accepted, of the first number if it can be, as the node does and with its code; then once more,
 * for what is complete should stay so; then on the path that the node did not need.
 * @returns its lookup ID; null where there is none
 */
export async function observeDetails(
  observer: Observer,
  { sid, numbers }: Pick<Wishes, 'sid' | 'numbers'>,
  waiting: Clock,
): Promise<string | null> {
  const accepted = acceptedIn(observer.exchanges, numbers[0]?.e164.slice(1) ?? '');
  if (accepted === null) return null;
  const { lookupId, fields } = accepted;
  const url = typeof fields.url === 'string' ? fields.url : undefined;
  const read = async (path: string): Promise<HttpOutcome> =>
    await observer.ask('details', { method: 'GET', path });
  const paths = new DetailsEndpoint(sid, read, () => waiting.now());

  const first = await paths.get(lookupId, url);
  if (!first.ok && isRefusal(observer.exchanges.at(-1))) {
    await askEncoded(read, sid, lookupId);
    return lookupId;
  }
  const client = { getDetails: async (id: string, at?: string) => await paths.get(id, at) };
  await pollDetails([accepted], client, waiting, WAIT_MS);
  await paths.get(lookupId, url);
  await askOnTheOtherPath(observer.exchanges, read, sid, lookupId);
  return lookupId;
}

function acceptedIn(exchanges: readonly Exchange[], digits: string): IdentifiedLookup | null {
  const accepted = exchanges
    .filter(({ step }) => step === 'bulk' || step === 'bulkMixed')
    .flatMap((exchange) => lookupsOf(exchange))
    .flatMap((entry): IdentifiedLookup[] =>
      entry.lookupId === null ? [] : [{ ...entry, lookupId: entry.lookupId }],
    );
  return accepted.find(({ mobileNumber }) => mobileNumber.includes(digits)) ?? accepted.at(-1) ?? null;
}

function isRefusal(exchange: Exchange | undefined): boolean {
  const outcome = exchange?.outcome;
  return (
    outcome?.kind === 'response' && outcome.status >= 400 && outcome.status < 500 && outcome.status !== 429
  );
}

type Read = (path: string) => Promise<HttpOutcome>;

// Perhaps it is only the colon.
async function askEncoded(read: Read, sid: string, lookupId: string): Promise<void> {
  if (!lookupId.includes(':')) return;
  for (const prefix of DETAILS_PREFIXES) await read(detailsPath(prefix, sid, encodeURIComponent(lookupId)));
}

async function askOnTheOtherPath(
  exchanges: readonly Exchange[],
  read: Read,
  sid: string,
  lookupId: string,
): Promise<void> {
  const asked = new Set(exchanges.map(({ path }) => path));
  for (const prefix of DETAILS_PREFIXES) {
    const path = detailsPath(prefix, sid, encodePathSegment(lookupId));
    if (!asked.has(path)) await read(path);
  }
}

import type { KaleyraClient } from '../api/client';
import type { Clock } from '../api/clock';
import { DETAILS_CONCURRENCY, forEachConcurrent } from '../api/concurrency';
import type { Lookup } from '../types';

const FIRST_INTERVAL_MS = 2_000;
const MAX_INTERVAL_MS = 30_000;
const INTERVAL_GROWTH = 1.5;
// The minimum time for the last round. It gets more if the round before it took longer.
const LAST_ROUND_MS = 1_000;

/** A lookup with an ID, so that its details can be fetched. */
export type IdentifiedLookup = Lookup & { readonly lookupId: string };

/** The ports of `pollDetails`. */
export interface PollPorts {
  readonly client: Pick<KaleyraClient, 'getDetails'>;
  readonly clock: Clock;
  /** Aborted when the execution is cancelled. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Polls every lookup at least once, and incomplete ones until `timeoutMs` has passed; the last round starts early
 * enough to finish by then. A failed poll never throws; what is incomplete at the end, or when the execution
 * is cancelled, is `pending`.
 * @returns each lookup with everything known about it, by `detailsKey`
 */
export async function pollDetails(
  lookups: readonly IdentifiedLookup[],
  ports: PollPorts,
  timeoutMs: number,
): Promise<Map<string, Lookup>> {
  const known = new Map<string, Lookup>();
  await pollUntil(ports.clock.now() + timeoutMs, lookups, known, ports, timeoutMs).catch(
    (thrown: unknown) => {
      if (ports.signal?.aborted !== true) throw thrown;
    },
  );
  return known;
}

async function pollUntil(
  deadline: number,
  lookups: readonly IdentifiedLookup[],
  known: Map<string, Lookup>,
  { client, clock }: PollPorts,
  timeoutMs: number,
): Promise<void> {
  let incomplete = lookups;
  for (let interval = FIRST_INTERVAL_MS; ; interval = Math.min(MAX_INTERVAL_MS, interval * INTERVAL_GROWTH)) {
    const roundStart = clock.now();
    await forEachConcurrent(incomplete, DETAILS_CONCURRENCY, async (lookup) => {
      if (known.has(detailsKey(lookup)) && clock.now() >= deadline) return;
      known.set(detailsKey(lookup), await pollOnce(lookup, client, timeoutMs));
    });
    const now = clock.now();
    const msPerLookup = (now - roundStart) / incomplete.length;
    incomplete = incomplete.filter((lookup) => isOpen(known.get(detailsKey(lookup))));
    if (incomplete.length === 0) return;
    const timeLeft = deadline - now - Math.max(LAST_ROUND_MS, msPerLookup * incomplete.length);
    if (timeLeft < FIRST_INTERVAL_MS) return;
    await clock.sleep(Math.min(interval, timeLeft));
  }
}

/** What identifies a lookup: Kaleyra may give several numbers the same ID. */
export function detailsKey({ lookupId, mobileNumber }: Lookup): string {
  return `${lookupId ?? ''} ${mobileNumber}`;
}

// What failed is as final as what is complete.
function isOpen(lookup: Lookup | undefined): boolean {
  return lookup?.status !== 'complete' && lookup?.status !== 'failed';
}

async function pollOnce(
  lookup: IdentifiedLookup,
  client: Pick<KaleyraClient, 'getDetails'>,
  timeoutMs: number,
): Promise<Lookup> {
  const url = typeof lookup.fields.url === 'string' ? lookup.fields.url : undefined;
  const result = await client.getDetails(lookup.lookupId, url, lookup.mobileNumber);
  if (!result.ok) {
    const { message, text } = result.failure;
    return { ...lookup, status: 'pending', note: text === null ? `${message}.` : `${message}: ${text}` };
  }
  const { fields, status, isPorted, note } = result.value;
  const detailed: Lookup = { ...lookup, fields: { ...lookup.fields, ...fields }, status, isPorted };
  if (!isOpen(detailed)) return note === undefined ? detailed : { ...detailed, note };
  return {
    ...detailed,
    note: `Kaleyra was still processing this lookup after ${timeoutMs / 1_000} seconds. Use Get Details to fetch it later.`,
  };
}

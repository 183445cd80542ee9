import type { KaleyraClient } from './client';
import type { LookupEntry, Waiting } from './types';

/** Requests for details under way at once. */
export const DETAILS_AT_ONCE = 5;
const FIRST_INTERVAL_MS = 2_000;
const MAX_INTERVAL_MS = 30_000;
const INTERVAL_GROWTH = 1.5;
// What the last round is given at the least; it is given more where the round before shows that it takes longer.
const LAST_ROUND_MS = 1_000;

/** An accepted lookup whose details are wanted. */
export type Accepted = LookupEntry & { readonly lookupId: string };

/**
 * Asks for the details of every lookup at least once, and of those that are not complete again and again until
 * `timeoutMs` is over; the last round begins early enough to be answered by then, and no time is waited for nothing.
 * Nothing a poll brings is a reason to stop: what is not complete in the end is `pending`.
 * @returns by lookup ID, the accepted entry with all that is known now
 */
export async function waitForDetails(
  accepted: readonly Accepted[],
  client: Pick<KaleyraClient, 'getDetails'>,
  waiting: Waiting,
  timeoutMs: number,
): Promise<Map<string, LookupEntry>> {
  const deadline = waiting.now() + timeoutMs;
  const known = new Map<string, LookupEntry>();
  let open = accepted;
  for (let interval = FIRST_INTERVAL_MS; ; interval = Math.min(MAX_INTERVAL_MS, interval * INTERVAL_GROWTH)) {
    const began = waiting.now();
    await inParallel(open, DETAILS_AT_ONCE, async (entry) => {
      if (known.has(entry.lookupId) && waiting.now() >= deadline) return;
      known.set(entry.lookupId, await askOnce(entry, client, timeoutMs));
    });
    const now = waiting.now();
    const perLookup = (now - began) / open.length;
    open = open.filter(({ lookupId }) => known.get(lookupId)?.status !== 'complete');
    if (open.length === 0) return known;
    const left = deadline - now - Math.max(LAST_ROUND_MS, perLookup * open.length);
    if (left < FIRST_INTERVAL_MS) return known;
    await waiting.sleep(Math.min(interval, left));
  }
}

async function askOnce(
  entry: Accepted,
  client: Pick<KaleyraClient, 'getDetails'>,
  timeoutMs: number,
): Promise<LookupEntry> {
  const url = typeof entry.fields.url === 'string' ? entry.fields.url : undefined;
  const result = await client.getDetails(entry.lookupId, url);
  if (!result.ok) {
    const { message, text } = result.failure;
    return { ...entry, status: 'pending', note: text === null ? `${message}.` : `${message}: ${text}` };
  }
  const { fields, status, isPorted } = result.value;
  const merged: LookupEntry = { ...entry, fields: { ...entry.fields, ...fields }, status, isPorted };
  if (status === 'complete') return merged;
  return {
    ...merged,
    note: `Kaleyra was not done with it after ${timeoutMs / 1_000} seconds. Get Details fetches it later.`,
  };
}

/** Works a list with so many hands at once; each takes the next when it is done with one. */
export async function inParallel<T>(
  list: readonly T[],
  hands: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const queue = list.values();
  await Promise.all(
    Array.from({ length: Math.min(hands, list.length) }, async () => {
      for (const one of queue) await work(one);
    }),
  );
}

import { READ_CONCURRENCY, type KaleyraClient } from '../api/client';
import type { Clock } from '../api/clock';
import { MAX_RETRY_AFTER_MS } from '../api/retry';
import type { ForEach, Lookup, RequestFailure } from '../types';
import { forEachConcurrent } from './forEachConcurrent';
import { ignoreAbort } from './ignoreAbort';
import type { LookupStore } from './types';

const FIRST_INTERVAL_MS = 2_000;
const MAX_INTERVAL_MS = 30_000;
const INTERVAL_GROWTH = 1.5;
// What the last polls may take. They get more if earlier ones took longer.
const LAST_POLL_MS = 1_000;
/** How long a single round may take if the user allows no time to wait. */
const SINGLE_ROUND_MS = 30_000;

const NOT_ASKED = 'Not asked within Wait Timeout. Use Get Details to fetch it later.';

const CANCELLED = 'The execution was canceled. Use Get Details to fetch it later.';

/** A lookup with an ID, so that its details can be fetched. */
export type IdentifiedLookup = Lookup & { readonly lookupId: string };

/** What all tries of one run of the node share while they wait. */
export interface Wait {
  /** In the clock's time. */
  readonly startedAt: number;
  /** What is known about each lookup so far, by `detailsKey`. */
  readonly known: LookupStore;
}

/** The ports of `pollDetails`. */
export interface PollPorts {
  readonly client: Pick<KaleyraClient, 'getDetails' | 'endDetails'>;
  readonly clock: Clock;
  readonly forEach: ForEach;
  /** Aborted when the execution is cancelled. */
  readonly signal: AbortSignal | undefined;
  /** By default, the wait begins now. */
  readonly wait?: Wait;
}

/**
 * Polls lookups until all are complete or `timeoutMs` has passed since the wait began: the first one alone, because it
 * proves the path and the key, then all at the pace that Kaleyra allows, then the incomplete ones again and again,
 * spread over intervals that grow. A `timeoutMs` of 0 allows one round of at most 30 seconds. A failed poll never throws.
 * What is incomplete at the end, or when the execution is cancelled, is `pending`, with a note that says why. What an
 * earlier try has found is not asked for again.
 * @returns each lookup with everything known about it, by `detailsKey`
 */
export async function pollDetails(
  lookups: readonly IdentifiedLookup[],
  ports: PollPorts,
  timeoutMs: number,
): Promise<Map<string, Lookup>> {
  const polling = new Polling(ports, timeoutMs);
  const ignore = ignoreAbort(ports.signal);
  const reasonNotAsked = await polling.run(lookups).then(
    () => NOT_ASKED,
    (thrown: unknown) => {
      ignore(thrown);
      return CANCELLED;
    },
  );
  return await polling.results(lookups, reasonNotAsked);
}

class Polling {
  private readonly wait: Wait;
  private readonly deadline: number;
  private slowestPollMs = LAST_POLL_MS;
  private ending: RequestFailure | null = null;
  private onEnd: () => void = () => undefined;
  private readonly ended = new Promise<void>((resolve) => {
    this.onEnd = resolve;
  });

  constructor(
    private readonly ports: PollPorts,
    private readonly timeoutMs: number,
  ) {
    this.wait = ports.wait ?? { startedAt: ports.clock.now(), known: new Map() };
    this.deadline = this.wait.startedAt + (timeoutMs === 0 ? SINGLE_ROUND_MS : timeoutMs);
  }

  async run(lookups: readonly IdentifiedLookup[]): Promise<void> {
    const open = await this.incomplete(lookups);
    await this.pollRound(open.slice(0, 1), 0);
    await this.pollRound(open.slice(1), 0);
    let interval = FIRST_INTERVAL_MS;
    while (this.timeoutMs > 0 && this.ending === null) {
      const incomplete = await this.incomplete(lookups);
      const timeLeft = this.deadline - this.ports.clock.now() - this.slowestPollMs;
      if (incomplete.length === 0 || timeLeft < FIRST_INTERVAL_MS) return;
      // Kaleyra asks to wait until after the deadline.
      if ((await this.pollRound(incomplete, Math.min(interval, timeLeft))) === 0) return;
      interval = Math.min(MAX_INTERVAL_MS, interval * INTERVAL_GROWTH);
    }
  }

  async results(lookups: readonly IdentifiedLookup[], reasonNotAsked: string): Promise<Map<string, Lookup>> {
    const ending = this.ending === null ? null : `${this.ending.message}.`;
    const results = new Map<string, Lookup>();
    await this.ports.forEach(lookups, (lookup) => {
      const known = this.known(lookup);
      const note = ending ?? (known === undefined ? reasonNotAsked : null);
      const isNoted = note !== null && isOpen(known);
      // See `mergeFields`.
      const result = isNoted ? ({ ...{}, ...(known ?? lookup), status: 'pending', note } as const) : known;
      if (result !== undefined) results.set(detailsKey(lookup), result);
    });
    return results;
  }

  private async incomplete(lookups: readonly IdentifiedLookup[]): Promise<IdentifiedLookup[]> {
    const incomplete: IdentifiedLookup[] = [];
    await this.ports.forEach(lookups, (lookup) => {
      if (isOpen(this.known(lookup))) incomplete.push(lookup);
    });
    return incomplete;
  }

  private known(lookup: Lookup): Lookup | undefined {
    return this.wait.known.get(detailsKey(lookup));
  }

  private learn(lookup: Lookup, known: Lookup): void {
    this.wait.known.set(detailsKey(lookup), known);
  }

  /**
   * Polls each lookup once, evenly spread over `spreadMs`.
   * @returns how many there was time for
   */
  private async pollRound(lookups: readonly IdentifiedLookup[], spreadMs: number): Promise<number> {
    const start = this.ports.clock.now();
    let polled = 0;
    let isLate = false;
    const poll = async (lookup: IdentifiedLookup, index: number): Promise<void> => {
      await this.waitUntil(start + (spreadMs * (index + 1)) / lookups.length);
      if (this.ending !== null) return;
      if (await this.poll(lookup)) polled += 1;
      else isLate = true;
    };
    await forEachConcurrent(lookups, READ_CONCURRENCY.max, poll, () => isLate || this.ending !== null);
    return polled;
  }

  private async waitUntil(time: number): Promise<void> {
    const ms = time - this.ports.clock.now();
    if (ms > 0) await Promise.race([this.ports.clock.sleep(ms), this.ended]);
  }

  private async poll(lookup: IdentifiedLookup): Promise<boolean> {
    const { client, clock } = this.ports;
    const start = clock.now();
    const { lookupId, mobileNumber } = lookup;
    const result = await client.getDetails(lookupId, urlOf(lookup), mobileNumber, this.deadline);
    if (result === null) return false;
    this.slowestPollMs = Math.max(this.slowestPollMs, clock.now() - start);
    if (result.ok) this.learn(lookup, withDetails(lookup, result.value, clock.now() - this.wait.startedAt));
    else this.onFailure(lookup, result.failure);
    return true;
  }

  private onFailure(lookup: IdentifiedLookup, failure: RequestFailure): void {
    const { message, text } = failure;
    const note = text === null ? `${message}.` : `${message}: ${text}`;
    this.learn(lookup, { ...(this.known(lookup) ?? lookup), status: 'pending', note });
    if (!endsAsking(failure)) return;
    this.ending = failure;
    this.onEnd();
    this.ports.client.endDetails();
  }
}

/** Whether Kaleyra would answer every other request for details alike, at least until the user does something. */
export function endsAsking({ httpStatus, retryAfterMs }: RequestFailure): boolean {
  return httpStatus === 401 || httpStatus === 403 || (retryAfterMs ?? 0) > MAX_RETRY_AFTER_MS;
}

function urlOf({ fields }: Lookup): string | undefined {
  return typeof fields.url === 'string' ? fields.url : undefined;
}

/** What identifies a lookup: Kaleyra may give several numbers the same ID. */
export function detailsKey({ lookupId, mobileNumber }: Lookup): string {
  return `${lookupId ?? ''} ${mobileNumber}`;
}

/** Whether nothing more will be found out about a lookup. What failed is as final as what is complete. */
export function isFinal({ status }: Lookup): boolean {
  return status === 'complete' || status === 'failed';
}

function isOpen(lookup: Lookup | undefined): boolean {
  return lookup === undefined || !isFinal(lookup);
}

/** @param waitedMs since the wait began: the last poll can come well before Wait Timeout */
function withDetails(lookup: Lookup, found: Lookup, waitedMs: number): Lookup {
  const { fields, status, isPorted, note } = found;
  const detailed: Lookup = { ...lookup, fields: { ...lookup.fields, ...fields }, status, isPorted };
  if (!isOpen(detailed)) return note === undefined ? detailed : { ...detailed, note };
  return {
    ...detailed,
    note: `Kaleyra was still processing this lookup after ${Math.floor(waitedMs / 1_000)} seconds. Use Get Details to fetch it later.`,
  };
}

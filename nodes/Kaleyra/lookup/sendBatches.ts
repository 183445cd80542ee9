import { failureOf, type RequestFailure } from '../types';
import type { BatchOptions, BatchPorts } from './batchPorts';
import { BatchRun } from './batchRun';
import { formatCount, plural } from './formatCount';
import type { BatchResults, LookupPlan, RunStats, UniqueNumber } from './types';

/** The outcome of every number, and statistics of the run. */
export interface SentBatches {
  readonly results: BatchResults;
  readonly stats: RunStats;
}

/**
 * Sends every number without a stored outcome, as many requests at once as Kaleyra lets through. This is what ensures
 * that no number is charged twice: each outcome is stored before anything else happens, and a number with a stored
 * outcome is not sent again. Once the execution is canceled, sends nothing more and returns what is known.
 * @throws whatever `fail` throws
 */
export async function sendBatches(
  plan: LookupPlan,
  options: BatchOptions,
  ports: BatchPorts,
): Promise<SentBatches> {
  const run = new BatchRun(options, ports);
  const numbers = await run.restorePrevious(plan);

  const overLimit = await findOverLimit(numbers, options.maxLookups, ports);
  if (overLimit !== null) run.fail(overLimit, numbers);
  const notSentReason = overLimit ?? (await run.sendAll(await ports.split(numbers)));
  const restored = plan.uniqueNumbers.length - numbers.length;
  return { results: run.results(notSentReason), stats: { ...run.stats(), restored } };
}

async function findOverLimit(
  numbers: readonly UniqueNumber[],
  maxLookups: number,
  { store, forEach }: BatchPorts,
): Promise<RequestFailure | null> {
  if (maxLookups === 0 || numbers.length === 0) return null;
  const earlier = store.chargeableCount();
  let added = 0;
  await forEach(numbers, ({ number }) => {
    if (store.outcomeOf(number.e164) === null) added += 1;
  });
  if (earlier + added <= maxLookups) return null;
  const count = Number.isFinite(earlier) ? formatCount(earlier) : 'an unknown number';
  const before = earlier === 0 ? '' : `, after ${count} earlier in this execution`;
  return failureOf(
    `${plural(numbers.length, 'number', 'numbers')} would be looked up${before}, but 'Max Lookups' is ${formatCount(maxLookups)}`,
    "Nothing was sent. Pass fewer items, raise 'Max Lookups', or set it to 0 for no limit.",
  );
}

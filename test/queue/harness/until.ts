import { until as untilMet } from '../../e2e/harness';

const PATIENCE_MS = 300_000;

/** Asks until an expectation holds, as e2e's `until`, with the patience that a killed worker's executions need. */
export async function until(expectation: () => void | Promise<void>): Promise<void> {
  await untilMet(expectation, PATIENCE_MS);
}

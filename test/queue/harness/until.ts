import { until as untilMet } from '../../e2e/harness';

const TIMEOUT_MS = 300_000;

/** Waits until something holds. @throws where it never does, with what was waited for */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  await untilMet(async () => {
    if (!(await holds())) throw new Error(`Waited in vain until ${what}`);
  }, TIMEOUT_MS);
}

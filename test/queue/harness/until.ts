import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 300_000;

/** Waits until something holds. @throws where it never does, with what was waited for */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await sleep(100);
  }
}

import { setImmediate as realTurn, setTimeout as realWait } from 'node:timers/promises';

import { jest } from '@jest/globals';

const REAL_QUIET_MS = 3;

// n8n's HTTP client times its requests with the timers that are faked here, so time must stand while one is under way,
// from the first look-up of the host's name to the last byte.
const NETWORK = new Set(['TCPSocketWrap', 'TCPConnectWrap', 'ConnectWrap', 'GetAddrInfoReqWrap']);

function networkIsBusy(): boolean {
  return process.getActiveResourcesInfo().some((resource) => NETWORK.has(resource));
}

/**
 * Lets waits of many seconds pass at once while real HTTP goes on: time is ours, sockets are not. Whenever nothing is
 * under way for a moment of real time, the next timer is due.
 * @returns what the work gives, and how many milliseconds of its time went by
 */
export async function withVirtualClock<T>(work: () => Promise<T>): Promise<{ result: T; elapsedMs: number }> {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'hrtime', 'performance'],
  });
  const start = Date.now();
  let done = false;
  try {
    const running = work().finally(() => {
      done = true;
    });
    const clock = advanceWhileQuiet(() => done);
    const [result] = await Promise.all([running, clock]);
    return { result, elapsedMs: Date.now() - start };
  } finally {
    jest.useRealTimers();
  }
}

async function advanceWhileQuiet(done: () => boolean): Promise<void> {
  while (!done()) {
    await realWait(REAL_QUIET_MS);
    for (let turn = 0; turn < 5; turn += 1) await realTurn();
    if (!done() && !networkIsBusy() && jest.getTimerCount() > 0) await jest.advanceTimersToNextTimerAsync();
  }
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { SandboxAccount } from '../../test/support/credential';
import type { Jobs } from './worker';

/** Runs one job in a worker. */
export type RunJob = <J extends keyof Jobs>(job: J, ...args: Parameters<Jobs[J]>) => ReturnType<Jobs[J]>;

/** Starts a fresh process and has it run jobs. Where one fails, the worker has said why, and the benchmark ends. */
export async function withWorker<T>(
  { url, sid, apiKey }: SandboxAccount,
  work: (run: RunJob) => Promise<T>,
): Promise<T> {
  const child = fork(join(__dirname, 'worker.ts'), [JSON.stringify({ url, sid, apiKey })], {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  });
  child.once('exit', (code) => {
    if (code !== 0) process.exit(1);
  });
  const run = async (...[job, ...args]: Parameters<RunJob>) => {
    child.send({ job, args });
    return (await once(child, 'message'))[0];
  };
  try {
    return await work(run as RunJob);
  } finally {
    child.disconnect();
  }
}

import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { SandboxCommand, SandboxState } from './sandboxProcess';
import type { Job, Result } from './worker';

/** Where a client finds the sandbox. */
export type SandboxAccount = Pick<SandboxState, 'url' | 'sid' | 'apiKey'>;

/** A sandbox in another process. */
export interface RemoteSandbox {
  readonly account: SandboxAccount;
  /** Applies settings and forgets what was asked before. */
  prepare(set?: SandboxCommand['set']): Promise<void>;
  /** Requests since it was prepared. */
  requests(): Promise<number>;
  stop(): void;
}

/** Starts the sandbox. */
export async function startRemoteSandbox(): Promise<RemoteSandbox> {
  const child = fork(join(__dirname, 'sandboxProcess.ts'));
  const { url, sid, apiKey } = await nextMessage<SandboxState>(child);
  const ask = async (command: SandboxCommand): Promise<SandboxState> => {
    child.send(command);
    return await nextMessage<SandboxState>(child);
  };
  return {
    account: { url, sid, apiKey },
    async prepare(set) {
      await ask({ reset: true, ...(set === undefined ? {} : { set }) });
    },
    async requests() {
      return (await ask({})).requests;
    },
    stop: () => child.connected && child.disconnect(),
  };
}

/** A process that does jobs one after another. */
export interface Worker {
  do<J extends Job>(job: J): Promise<Result<J>>;
  stop(): void;
}

/** Starts a worker, which may collect its garbage when it wants to. */
export function startWorker(): Worker {
  const child = fork(join(__dirname, 'worker.ts'), { execArgv: [...process.execArgv, '--expose-gc'] });
  return {
    async do<J extends Job>(job: J) {
      child.send(job);
      return await nextMessage<Result<J>>(child);
    },
    stop: () => child.connected && child.disconnect(),
  };
}

/** Does one job in a process that has done nothing before. */
export async function inFreshProcess<J extends Job>(job: J): Promise<Result<J>> {
  const worker = startWorker();
  try {
    return await worker.do(job);
  } finally {
    worker.stop();
  }
}

/**
 * How long `require` of a module takes in a fresh process in which n8n-workflow is loaded, as it always is in n8n.
 * @returns milliseconds
 */
export function coldLoad(path: string): number {
  const script = `require('n8n-workflow');
    const start = process.hrtime.bigint();
    require(${JSON.stringify(path)});
    console.log(Number(process.hrtime.bigint() - start) / 1e6);`;
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}

async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const given = new AbortController();
  const { signal } = given;
  try {
    const ended = once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`A process of the benchmark ended with ${code}.`);
    });
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [T];
    return message;
  } finally {
    given.abort();
  }
}

// A sandbox in a process of its own, so that its work is nobody else's; commands and answers are messages.
import { startSandbox, type Sandbox } from '../../test/support/sandbox';

/** What can be asked of it; each is answered with its state. */
export type SandboxCommand = { readonly set?: Parameters<Sandbox['set']>[0]; readonly reset?: boolean };

/** What it says of itself. */
export interface SandboxState {
  readonly url: string;
  readonly sid: string;
  readonly apiKey: string;
  /** Since the last reset. */
  readonly requests: number;
}

async function serve(): Promise<void> {
  const sandbox = await startSandbox({ pendingPolls: 0 });
  const tell = (): void => {
    const { url, sid, apiKey, requests } = sandbox;
    process.send?.({ url, sid, apiKey, requests: requests.length } satisfies SandboxState);
  };
  process.on('message', ({ set, reset }: SandboxCommand) => {
    if (set !== undefined) sandbox.set(set);
    if (reset === true) sandbox.reset();
    tell();
  });
  process.on('disconnect', () => process.exit());
  tell();
}

void serve();

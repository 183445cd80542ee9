import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { sandboxCredential } from '../../support/credential';
import { getN8n, N8nHome, N8N_VERSION, type N8n } from '../../support/n8n';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../support/sandbox';

/** The packed package, unpacked. */
export const UNPACKED = resolve(__dirname, '..', '..', '..', '.cache', 'package', 'n8n-nodes-kaleyra');

// A step that takes seconds on an idle machine may take a minute beside others.
const PATIENCE_MS = 60_000;

/** An n8n with the packed package, a sandbox beside it and the sandbox's credential in it. */
export interface Workbench {
  readonly n8n: N8n;
  readonly home: N8nHome;
  readonly sandbox: Sandbox;
  dispose(): Promise<void>;
}

export interface WorkbenchOptions {
  readonly version?: string;
  readonly sandbox?: SandboxOptions;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Sets up a fresh user folder; nothing of it is started yet. */
export async function makeWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const n8n = await getN8n(options.version ?? N8N_VERSION, say);
  const sandbox = await startSandbox(options.sandbox);
  const folder = mkdtempSync(join(tmpdir(), 'n8n-e2e-'));
  const home = new N8nHome(n8n, folder, options.settings);
  home.installPackage(UNPACKED);
  await home.import('credentials', [sandboxCredential(sandbox)]);
  const dispose = async (): Promise<void> => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { n8n, home, sandbox, dispose };
}

/** Tells a person who waits, past jest's own report. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Asks again and again until an expectation holds; its own complaint is thrown if it never does. */
export async function until(
  expectation: () => void | Promise<void>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await expectation();
    } catch (complaint) {
      if (Date.now() > deadline) throw complaint;
      await sleep(250);
    }
  }
}

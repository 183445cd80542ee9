// n8n's editor with the packed package, a sandbox, its credential and the example workflows, on this machine alone.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { CREDENTIAL, sandboxCredential } from '../test/support/credential';
import {
  exampleWorkflows,
  freePort,
  installN8n,
  isFree,
  N8N_VERSION,
  N8nHome,
  N8nSession,
  OWNER,
} from '../test/support/n8n';
import { startSandbox, type Sandbox } from '../test/support/sandbox';

const CACHE = resolve(__dirname, '..', '.cache');
const EDITOR_PORT = 5678;
const SANDBOX_PORT = 8790;

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const port = readPort();
  const n8n = await installN8n(N8N_VERSION, console.log);
  const sandboxPort = (await isFree(SANDBOX_PORT)) ? SANDBOX_PORT : await freePort();
  const sandbox = await startSandbox({ port: sandboxPort });
  try {
    const home = new N8nHome(n8n, join(CACHE, 'editor'));
    await fill(home, sandbox);
    await edit(home, port, sandbox);
  } finally {
    await sandbox.stop();
  }
}

function readPort(): number {
  const { values } = parseArgs({ options: { port: { type: 'string' } } });
  const port = Number(values.port ?? EDITOR_PORT);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error('Usage: npm run editor [-- --port 5678]');
}

async function fill(home: N8nHome, sandbox: Sandbox): Promise<void> {
  home.installPackage(join(CACHE, 'package', 'n8n-nodes-kaleyra'));
  await importOnce(home, 'credentials', 'credential', sandboxCredential(sandbox));
  for (const example of exampleWorkflows()) {
    await importOnce(home, 'workflow', `example ${example.id}`, example);
  }
}

// What a person changed in a workflow stays; only what is new or has changed here is imported. That also spares the
// seconds each import takes.
async function importOnce(
  home: N8nHome,
  what: 'credentials' | 'workflow',
  name: string,
  entry: object,
): Promise<void> {
  const mark = join(home.folder, `.imported ${name}`);
  const hash = createHash('sha256')
    .update(JSON.stringify([entry]))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
  console.log(`Importing the ${name} …`);
  await home.import(what, [entry]);
  writeFileSync(mark, hash);
}

async function edit(home: N8nHome, port: number, sandbox: Sandbox): Promise<void> {
  console.log('Starting n8n …');
  const { url, stop } = await home.start(port);
  try {
    await N8nSession.open(url);
    console.log(`
  n8n        ${url}
  E-mail     ${OWNER.email}
  Password   ${OWNER.password}

The credential '${CREDENTIAL.name}' belongs to a sandbox at ${sandbox.url} that answers as Kaleyra's
Lookup API does; nothing of it leaves this computer and nothing costs money. Ctrl-C stops everything.`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  } finally {
    await stop();
  }
}

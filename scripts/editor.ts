// n8n's editor with the packed package, a sandbox, its credential and the example workflows, on this computer alone.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

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
import type { Sandbox } from '../test/support/sandbox';
import { FAULT_NUMBERS_HELP, startManualSandbox } from '../test/support/sandbox/manual';
import { parseCommandLine, requirePort, runCommand, UsageError } from './cli';

const CACHE = resolve(__dirname, '..', '.cache');
const FOLDER = join(CACHE, 'editor');
const SANDBOX_PORT = 8790;
const FIRST_WORKFLOW = 'bulk-lookup';

const HELP = `Starts n8n ${N8N_VERSION} on this computer, with the node, a mock Kaleyra API, its credential and the example
workflows. The first time, it downloads n8n into .cache (2.7 GB).

  npm run editor

  --port <port>   n8n's; default: 5678
  --help`;

void runCommand(async () => {
  const options = { port: { type: 'string', default: '5678' } } as const;
  const { values } = parseCommandLine('editor', options);
  if (values.help === true) return console.log(HELP);
  await requirePort(values.port);
  process.once('exit', lock());
  // Also ends n8n while it starts.
  const exit = (): never => process.exit(130);
  process.once('SIGINT', exit).once('SIGTERM', exit);
  const home = new N8nHome(await installN8n(N8N_VERSION, console.log), FOLDER);
  const isSandboxPortFree = values.port !== String(SANDBOX_PORT) && (await isFree(SANDBOX_PORT));
  const sandbox = await startManualSandbox(isSandboxPortFree ? SANDBOX_PORT : await freePort());
  try {
    await fill(home, sandbox);
    // Importing takes a while, in which something else may have started there.
    const port = await requirePort(values.port);
    console.log('Starting n8n …');
    const { url, stop } = await home.start(port);
    process.off('SIGINT', exit).off('SIGTERM', exit);
    await showUntilInterrupted(url, sandbox).finally(stop);
  } finally {
    await sandbox.stop();
  }
});

// Two would share a database, and the second would point the first one's credential to its own sandbox.
function lock(): () => void {
  const path = join(FOLDER, 'editor.pid');
  const pid = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  if (pid > 0 && isRunning(pid)) {
    throw new UsageError(`The editor is running already, as process ${pid}. If it is not, delete ${path}.`);
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path, String(process.pid));
  return () => rmSync(path, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
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

async function showUntilInterrupted(url: string, sandbox: Sandbox): Promise<void> {
  await N8nSession.open(url);
  console.log(`
  Open       ${url}/workflow/${FIRST_WORKFLOW}
  E-mail     ${OWNER.email}
  Password   ${OWNER.password}

The credential '${CREDENTIAL.name}' belongs to a mock Kaleyra API at ${sandbox.url}:
nothing leaves this computer, and nothing costs money. ${FAULT_NUMBERS_HELP}

Ctrl-C stops everything. Requests to the mock API:`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}

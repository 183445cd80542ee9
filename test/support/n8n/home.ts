import { execFile, spawn, type ChildProcess, type ExecFileException } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import axios from 'axios';

import { freePort } from '../ports';
import { N8N_VERSION, type N8n, type N8nRun } from './install';

const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 20_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** A running n8n process: main or worker. */
export interface Running {
  /** Its base URL. */
  readonly url: string;
  /** Everything it has logged. */
  readonly log: string;
  /** Kills the process at once, like a power failure. */
  kill(): Promise<void>;
  /** Stops it gracefully; resolves when it has exited. */
  stop(): Promise<void>;
}

/** An n8n user folder and the commands that use it. */
export class N8nHome {
  constructor(
    private readonly n8n: N8n,
    readonly folder: string,
    private readonly settings: Readonly<Record<string, string>> = {},
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** Copies an unpacked package to where n8n installs packages, without the files that n8n leaves out. */
  installPackage(unpacked: string): void {
    const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
    const nodes = join(this.folder, '.n8n', 'nodes');
    const target = join(nodes, 'node_modules', manifest.name);
    rmSync(target, { recursive: true, force: true });
    cpSync(unpacked, target, { recursive: true });
    const kept = without(manifest, ['devDependencies', 'peerDependencies', 'optionalDependencies']);
    writeFileSync(join(target, 'package.json'), JSON.stringify(kept));
    const dependencies = { [manifest.name]: manifest.version };
    const installed = { name: 'installed-nodes', private: true, dependencies };
    writeFileSync(join(nodes, 'package.json'), JSON.stringify(installed));
  }

  /**
   * Runs a command, e.g. `['import:workflow', '--input=…']`.
   * @returns its standard output
   * @throws if it fails, with all of its output
   */
  async command(args: readonly string[]): Promise<string> {
    const { env, command } = await this.prepare(await freePort());
    const [file, ...before] = command;
    try {
      const { stdout } = await promisify(execFile)(file, [...before, ...args], {
        env,
        maxBuffer: MAX_OUTPUT_BYTES,
      });
      return stdout;
    } catch (error) {
      const { message, stdout, stderr } = error as ExecFileException;
      throw new Error(`n8n ${args.join(' ')}: ${message}\n${stdout}\n${stderr}`, { cause: error });
    }
  }

  /** Imports credentials or workflows into n8n; their IDs stay the same. */
  async import(what: 'credentials' | 'workflow', entries: readonly object[]): Promise<void> {
    const file = join(this.folder, `import-${what}.json`);
    const defaults = (): object => (what === 'workflow' ? this.workflowDefaults() : {});
    writeFileSync(file, JSON.stringify(entries.map((entry) => ({ ...defaults(), ...entry }))));
    await this.command([`import:${what}`, `--input=${file}`]);
    rmSync(file);
  }

  private workflowDefaults(): object {
    // Without it, "Execute step" ends in "Cannot read properties of null" until the workflow is saved in the editor.
    const ofAll = { pinData: {} };
    // Older versions require fields that newer ones fill in.
    return isOlder(this.n8n) ? { ...ofAll, active: false, versionId: randomUUID() } : ofAll;
  }

  /** Starts n8n with its editor. */
  async start(port?: number): Promise<Running> {
    return await this.run('start', [], port ?? (await freePort()));
  }

  /** Starts a queue mode worker. */
  async startWorker(concurrency: number): Promise<Running> {
    return await this.run('worker', [`--concurrency=${concurrency}`], await freePort());
  }

  private async run(command: string, args: string[], port: number): Promise<Running> {
    const path = join(this.folder, `${command}.log`);
    const log = createWriteStream(path);
    const {
      env,
      run,
      command: [file, ...before],
    } = await this.prepare(port);
    const child = spawn(file, [...before, command, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = (): void => {
      this.n8n.kill?.(run);
      child.kill('SIGKILL');
    };
    killOnExit(child, kill);
    child.stdout.pipe(log);
    child.stderr.pipe(log, { end: false });
    const running: Running = {
      url: `http://127.0.0.1:${port}`,
      get log() {
        return readFileSync(path, 'utf8');
      },
      kill: () => ended(child, kill),
      stop: () => stopped(child, kill),
    };
    await untilReady(child, running);
    return running;
  }

  private async prepare(port: number) {
    const variables = await this.variables(port);
    const env = { ...without(process.env, ['NODE_OPTIONS', 'NODE_ENV', 'JEST_WORKER_ID']), ...variables };
    const run: N8nRun = {
      name: `n8n-${randomUUID()}`,
      folder: this.folder,
      variables: Object.keys(variables),
    };
    return { env, run, command: this.n8n.command(run) };
  }

  private async variables(port: number): Promise<Record<string, string>> {
    return {
      N8N_USER_FOLDER: this.folder,
      N8N_LISTEN_ADDRESS: '127.0.0.1',
      N8N_PORT: String(port),
      QUEUE_HEALTH_CHECK_PORT: String(port),
      N8N_RUNNERS_BROKER_PORT: String(await freePort()),
      N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
      N8N_DIAGNOSTICS_ENABLED: 'false',
      N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
      N8N_TEMPLATES_ENABLED: 'false',
      N8N_PERSONALIZATION_ENABLED: 'false',
      N8N_SECURE_COOKIE: 'false',
      N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
      // It sends requests to the internet. Older versions do not have it, and reject unknown modules.
      ...(isOlder(this.n8n) ? {} : { N8N_DISABLED_MODULES: 'mcp-registry' }),
      N8N_LOG_LEVEL: 'info',
      ...this.settings,
    };
  }
}

function without<T>(record: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

const isOlder = ({ version }: N8n): boolean =>
  version.localeCompare(N8N_VERSION, 'en', { numeric: true }) < 0;

// Every other endpoint returns 200 while the database is still being set up.
async function untilReady(child: ChildProcess, running: Running): Promise<void> {
  const url = `${running.url}/healthz/readiness`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (isAlive(child) && Date.now() < deadline) {
    const answer = await axios
      .get(url, { timeout: 5_000, validateStatus: () => true, proxy: false })
      .catch(() => null);
    if (answer?.status === 200) return;
    await sleep(250);
  }
  await running.kill();
  throw new Error(`n8n did not start:\n${running.log.slice(-4_000)}`);
}

function killOnExit(child: ChildProcess, kill: () => void): void {
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
}

async function stopped(child: ChildProcess, kill: () => void): Promise<void> {
  const impatient = setTimeout(kill, STOP_TIMEOUT_MS);
  await ended(child, () => child.kill('SIGTERM'));
  clearTimeout(impatient);
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (!isAlive(child)) return;
  const gone = new Promise((closed) => child.once('close', closed));
  end();
  await gone;
}

const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The n8n version that the end-to-end tests and the editor run. */
export const N8N_VERSION = '2.41.1';

/** The oldest n8n 2.x that loads and runs the package, as the end-to-end tests verify. */
export const OLDEST_N8N_VERSION = '2.0.0';

/** The oldest n8n whose engine passes every engine test, as `npm run compatibility` found. */
export const OLDEST_ENGINE_VERSION = '2.38.7';

const NODE_MAJOR = 24;
// Some versions get xlsx from its vendor's server, which not every network can reach.
const OVERRIDES = { overrides: { xlsx: '0.18.5' } };
const CACHE = process.env.N8N_CACHE ?? resolve(__dirname, '..', '..', '..', '.cache', 'n8n');

/** An n8n that can be started. */
export interface N8n {
  readonly version: string;
  /** The command line that n8n's own arguments follow. */
  command(run: N8nRun): readonly [file: string, ...args: string[]];
  /** Ends a run at once where killing its process is not enough. */
  kill?(run: N8nRun): void;
}

/** What a run of n8n needs from outside. */
export interface N8nRun {
  readonly name: string;
  /** The folder that it reads and writes. */
  readonly folder: string;
  /** The names of the environment variables that are meant for it. */
  readonly variables: readonly string[];
}

/** Takes lines for a person who waits. */
type Log = (line: string) => void;

/**
 * Installs n8n into the cache unless it is already there, along with a Node.js if the current one is too old. Installs
 * nothing outside the cache.
 * @throws if that fails, with the end of npm's output
 */
export async function installN8n(version: string, log: Log): Promise<N8n> {
  const folder = join(CACHE, version);
  const { node, nodeDir } = await installNode(log);
  await fillOnce(folder, log, node, async (npm) => {
    // Scripts of n8n's dependencies fetch prebuilt binaries from all over the web; two of them are needed, and built.
    await npm(`Fetching n8n ${version} (2.7 GB)`, 'install', '--ignore-scripts', `n8n@${version}`);
    const native = ['sqlite3', 'isolated-vm', '--ignore-scripts=false', ...nodeDir];
    await npm("Building n8n's native parts", 'rebuild', ...native);
  });
  const cli = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
  return { version, command: () => [node, cli] };
}

/** Part of an n8n: its engine, in the versions that this n8n has. */
export interface Engine {
  readonly core: string;
  readonly workflow: string;
  /** The `node_modules` with both, for the environment variable N8N_ENGINE of the engine tests. */
  readonly modules: string;
}

/**
 * Installs the engine of an n8n version into the cache unless it is already there: 0.4 GB instead of 2.7.
 * @throws if that fails, with the end of npm's output
 */
export async function installEngine(version: string, log: Log): Promise<Engine> {
  const folder = join(CACHE, `engine-${version}`);
  const modules = join(folder, 'node_modules');
  await fillOnce(folder, log, process.execPath, async (npm) => {
    const asking = `Asking for the n8n-core of n8n ${version}`;
    const core = (await npm(asking, 'view', `n8n@${version}`, 'dependencies.n8n-core')).trim();
    await npm(`Fetching n8n-core ${core} (0.4 GB)`, 'install', '--ignore-scripts', `n8n-core@${core}`);
  });
  const versionOf = (name: string): string =>
    JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
  return { core: versionOf('n8n-core'), workflow: versionOf('n8n-workflow'), modules };
}

async function installNode(log: Log): Promise<{ node: string; nodeDir: string[] }> {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) {
    return { node: process.execPath, nodeDir: [] };
  }
  const isWindows = process.platform === 'win32';
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  const folder = join(CACHE, `node-${NODE_MAJOR}`);
  const root = join(folder, 'node_modules', name);
  const node = join(root, 'bin', isWindows ? 'node.exe' : 'node');
  const fetchNode = (npm: Npm) =>
    npm(`Fetching Node.js ${NODE_MAJOR}`, 'install', '--ignore-scripts', `${name}@${NODE_MAJOR}`);
  if (!existsSync(node)) await fillOnce(folder, log, process.execPath, fetchNode);
  return { node, nodeDir: [`--nodedir=${root}`] };
}

type Npm = (what: string, ...args: string[]) => Promise<string>;

/** Fills a folder of the cache with npm, unless that has been done to its end before. */
async function fillOnce(
  folder: string,
  log: Log,
  node: string,
  fill: (npm: Npm) => Promise<unknown>,
): Promise<void> {
  const done = join(folder, '.complete');
  if (existsSync(done)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...OVERRIDES }));
  await fill((what, ...args) => runNpm(what, args, { folder, log, node }));
  writeFileSync(done, '');
}

async function runNpm(
  what: string,
  args: string[],
  { folder, log, node }: { readonly folder: string; readonly log: Log; readonly node: string },
): Promise<string> {
  const started = Date.now();
  const seconds = (): number => Math.round((Date.now() - started) / 1_000);
  const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    env: npmEnvironment(node),
    shell: process.platform === 'win32',
  });
  process.once('exit', () => child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (output = `${output}${String(text)}`.slice(-2_000)));
  }
  log(`${what} …`);
  const progress = setInterval(() => log(`${what} … ${seconds()} s`), 15_000);
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
  clearInterval(progress);
  if (code !== 0) throw new Error(`${what}: npm ended with ${String(code)}.\n${output}`);
  log(`${what}: done in ${seconds()} s`);
  return output;
}

// `npm run` tells its children where the project is and what its .npmrc says; neither is meant for the cache.
function npmEnvironment(node: string): NodeJS.ProcessEnv {
  const own = /^npm_(?:config_(?:local_prefix|ignore_scripts)|package_|lifecycle_)/i;
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
  return { ...environment, PATH: `${resolve(node, '..')}:${environment.PATH ?? ''}` };
}

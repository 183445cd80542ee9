import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The n8n version that the end-to-end tests and the editor run. */
export const N8N_VERSION = '2.41.1';

/** The oldest n8n 2.x that loads and runs the package, as the end-to-end tests verify. */
export const OLDEST_N8N_VERSION = '2.0.0';

const NODE_MAJOR = 24;
const CACHE = process.env.N8N_CACHE ?? resolve(__dirname, '..', '..', '..', '.cache', 'n8n');

/** An installed n8n. */
export interface N8n {
  readonly version: string;
  /** The Node.js binary it runs on. */
  readonly node: string;
  /** Its command line. */
  readonly cli: string;
}

/** Prints progress for a waiting user. */
export type Say = (line: string) => void;

/**
 * Installs n8n into the cache unless it is already there, along with a Node.js if the current one is too old. Installs
 * nothing outside the cache.
 * @throws if that fails, with the end of npm's output
 */
export async function installN8n(version: string, say: Say): Promise<N8n> {
  const folder = join(CACHE, version);
  const done = join(folder, '.complete');
  const { node, nodeDir } = await installNode(say);
  if (!existsSync(done)) {
    rmSync(folder, { recursive: true, force: true });
    // Some versions get xlsx from its vendor's server, which not every network can reach.
    makePackage(folder, { overrides: { xlsx: '0.18.5' } });
    // Install scripts of n8n's dependencies download prebuilt binaries from many hosts. Only two are needed, and built
    // here.
    await npm(
      ['install', '--ignore-scripts', `n8n@${version}`],
      folder,
      `Fetching n8n ${version} (2.7 GB)`,
      say,
    );
    await npm(
      ['rebuild', 'sqlite3', 'isolated-vm', '--ignore-scripts=false', ...nodeDir],
      folder,
      `Building n8n's native parts`,
      say,
      node,
    );
    writeFileSync(done, '');
  }
  return { version, node, cli: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

async function installNode(say: Say): Promise<{ node: string; nodeDir: string[] }> {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) {
    return { node: process.execPath, nodeDir: [] };
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = join(CACHE, `node-${NODE_MAJOR}`);
  const root = join(folder, 'node_modules', name);
  const node = join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(node)) {
    makePackage(folder);
    await npm(
      ['install', '--ignore-scripts', `${name}@${NODE_MAJOR}`],
      folder,
      `Fetching Node.js ${NODE_MAJOR}`,
      say,
    );
  }
  return { node, nodeDir: [`--nodedir=${root}`] };
}

function makePackage(folder: string, more: object = {}): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...more }));
}

async function npm(args: string[], cwd: string, what: string, say: Say, node?: string): Promise<void> {
  const started = Date.now();
  const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: npmEnvironment(node),
    shell: process.platform === 'win32',
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (words = `${words}${String(text)}`.slice(-2_000)));
  }
  say(`${what} …`);
  const progress = setInterval(() => say(`${what} … ${seconds(started)} s`), 15_000);
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
  clearInterval(progress);
  if (code !== 0) throw new Error(`${what}: npm ended with ${String(code)}.\n${words}`);
  say(`${what}: done in ${seconds(started)} s`);
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1_000);
}

// `npm run` passes the project's folder and .npmrc settings to its children; neither applies to the cache.
function npmEnvironment(node: string | undefined): NodeJS.ProcessEnv {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(?:config_(?:local_prefix|ignore_scripts)|package_|lifecycle_)/i.test(name),
    ),
  );
  if (node === undefined) return environment;
  return { ...environment, PATH: `${resolve(node, '..')}:${environment.PATH ?? ''}` };
}

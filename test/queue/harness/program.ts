import { execFile, execFileSync, spawn, type SpawnOptions } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import type { Stop } from './stops';

/** Where and as whom a program runs. */
type Place = Required<Pick<SpawnOptions, 'cwd'>> & Pick<SpawnOptions, 'uid' | 'gid'>;

const START_TIMEOUT_MS = 60_000;
const DEBIAN_POSTGRESQL = '/usr/lib/postgresql';

/**
 * Runs a program to its end.
 * @throws with all it wrote where it ends badly
 */
export async function runProgram(program: string, args: readonly string[], place: Place): Promise<void> {
  try {
    await promisify(execFile)(program, args, { ...place, env: environment() });
  } catch (cause) {
    throw explained(program, cause as Error);
  }
}

/** Starts a server and waits until it says that it is ready to accept connections. */
export async function startServer(program: string, args: readonly string[], place: Place): Promise<Stop> {
  const child = spawn(program, args, { ...place, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise<void>((done) => child.once('error', () => done()).once('close', () => done()));
  const stop: Stop = async () => {
    // PostgreSQL waits for its clients on SIGTERM, and not on SIGINT; Redis takes both alike.
    child.kill('SIGINT');
    await gone;
  };
  let words = '';
  const ready = new Promise<void>((done, failed) => {
    child.once('error', (cause) => failed(explained(program, cause)));
    child.once('close', () => failed(new Error(`${program} ended before it was ready:\n${words}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        words = `${words}${String(text)}`.slice(-4_000);
        if (/ready to accept connections/i.test(words)) done();
      });
    }
    setTimeout(() => failed(new Error(`${program} is not ready:\n${words}`)), START_TIMEOUT_MS).unref();
  });
  await ready.catch(async (error) => {
    await stop();
    throw error;
  });
  return stop;
}

/** PostgreSQL refuses to run as root, who may act as Debian's own user for it. */
export function unprivileged(): Pick<Place, 'uid' | 'gid'> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'postgres']));
  return { uid: id('-u'), gid: id('-g') };
}

// Debian keeps PostgreSQL's programs out of the PATH, a folder for each version.
function environment(): NodeJS.ProcessEnv {
  const versions = existsSync(DEBIAN_POSTGRESQL) ? readdirSync(DEBIAN_POSTGRESQL) : [];
  const folders = versions.map((version) => join(DEBIAN_POSTGRESQL, version, 'bin'));
  return { ...process.env, PATH: [process.env.PATH, ...folders].join(delimiter) };
}

function explained(program: string, cause: Error & { code?: unknown; stderr?: unknown }): Error {
  return cause.code === 'ENOENT'
    ? new Error(`There is no ${program}. Debian has it: sudo bash scripts/services.sh`, { cause })
    : new Error(`${program}: ${cause.message}\n${String(cause.stderr ?? '')}`, { cause });
}

import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../../support/n8n';
import { runProgram, startServer, unprivileged } from './program';
import type { Stop } from './stops';

/** A started service, on loopback and in a folder of its own. */
export interface Service {
  readonly port: number;
  /** Stops it and removes all it wrote. */
  stop: Stop;
}

/** Starts an empty PostgreSQL; its user and its database are both called `postgres`. */
export async function startPostgres(): Promise<Service> {
  const user = unprivileged();
  return await startIn('postgres', async (folder, port) => {
    if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
    const place = { ...user, cwd: folder };
    const data = join(folder, 'data');
    await runProgram(
      'initdb',
      ['-D', data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-sync'],
      place,
    );
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    return await startServer('postgres', args, place);
  });
}

/** Starts an empty Redis. */
export async function startRedis(): Promise<Service> {
  return await startIn('redis', async (folder, port) => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
    return await startServer('redis-server', args, { cwd: folder });
  });
}

async function startIn(
  name: string,
  start: (folder: string, port: number) => Promise<Stop>,
): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), `n8n-queue-${name}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const port = await freePort();
    const stop = await start(folder, port);
    return { port, stop: () => stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

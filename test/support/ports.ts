import { createServer } from 'node:net';

// The operating system can return the same port again before anything listens on it.
const given = new Set<number>();

/** A free port, a different one on each call. */
export async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (given.has(port)) return await freePort();
  given.add(port);
  return port;
}

/** Whether nothing is listening on a port. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port).catch(() => null)) !== null;
}

async function listenOnce(port: number): Promise<number> {
  const server = createServer();
  await new Promise<void>((opened, taken) => server.once('error', taken).listen(port, '127.0.0.1', opened));
  const { port: listening } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return listening;
}

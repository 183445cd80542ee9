import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';

import type { Certificate } from './certificate';

/** A server of one's own making; it counts what it gets. */
export interface RawServer {
  readonly port: number;
  /** Connections so far. */
  readonly connections: number;
  /** Every byte that arrived, decrypted where there is a certificate. */
  readonly received: string;
  stop(): Promise<void>;
}

/** What a server does with a connection; `note` records what arrives. */
type Handler = (socket: Socket, note: (chunk: Buffer) => void, nth: number) => void;

/** Starts a server on 127.0.0.1 that treats connections like `handle`. */
export async function startRawServer(handle: Handler): Promise<RawServer> {
  const open = new Set<Socket>();
  const chunks: Buffer[] = [];
  let connections = 0;
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy());
    // Only a socket that is read notices that the client has gone.
    socket.resume();
    connections += 1;
    handle(socket, (chunk) => void chunks.push(chunk), connections);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    get received() {
      return Buffer.concat(chunks).toString('latin1');
    },
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What goes wrong before a request is sent. */
export const beforeTheRequest = {
  /** Resets the connection in the middle of the TLS handshake. */
  reset: (socket: Socket) => void socket.once('data', () => socket.resetAndDestroy()),
  /** Closes the connection in the middle of the TLS handshake. */
  close: (socket: Socket) => void socket.once('data', () => socket.end()),
  /** Speaks something else than TLS. */
  noTls: (socket: Socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n'),
  /** Accepts the connection and says nothing. */
  silent: () => undefined,
} as const;

// Captured when the module is loaded, so that a test that fakes the client's timers does not stop the server's.
const { setInterval, clearInterval } = globalThis;
const DRIP_MS = 100;

/** Answers any HTTP request with a success whose body never ends: never silent for long, and never done. */
export function dripping(socket: Socket, note: (chunk: Buffer) => void): void {
  socket.on('data', note).once('data', () => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
    const drip = setInterval(() => socket.write('1\r\n \r\n'), DRIP_MS);
    socket.once('close', () => clearInterval(drip));
  });
}

/** Serves HTTPS with a certificate, and passes what arrives on to the HTTP server at `port`. */
export function encrypted({ cert, key }: Certificate, port: number): Handler {
  const secureContext = createSecureContext({ cert, key });
  return (socket, note) => {
    const plain = new TLSSocket(socket, { isServer: true, secureContext });
    const onward = connect(port, '127.0.0.1');
    plain.on('data', note).on('error', () => socket.destroy());
    onward.on('error', () => socket.destroy()).once('close', () => socket.destroy());
    plain.once('close', () => onward.destroy());
    plain.pipe(onward).pipe(plain);
  };
}

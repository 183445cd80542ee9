import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { differentNumbers, lookUp, lookUpAndAccount, type LookupRun } from '../support/engine';
import { withVirtualClock } from '../support/engine/clock';
import {
  beforeTheRequest,
  encrypted,
  makeCertificate,
  startRawServer,
  trusting,
  type RawServer,
} from './network';
import { faults, startSandbox, type Sandbox } from '../support/sandbox';

let sandbox: Sandbox;
let server: RawServer | null = null;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterEach(async () => {
  await server?.stop();
  server = null;
});
afterAll(() => sandbox.stop());

/** A request that was surely not sent is sent this often: once, and four times more. */
const TRIES = 5;

type CaseOptions = Parameters<typeof lookUp>[3];
const rows = differentNumbers(3);
const authority = makeCertificate({ host: 'Test Authority' });
const good = makeCertificate({ host: 'localhost' });
const expired = makeCertificate({ host: 'localhost', validFrom: -30, validTo: -1 });
const tooEarly = makeCertificate({ host: 'localhost', validFrom: 1, validTo: 30 });
const foreign = makeCertificate({ host: 'api.elsewhere.example' });
const issued = makeCertificate({ host: 'localhost', issuer: authority });

type Start = () => Promise<RawServer>;
const behindTls = (certificate: Parameters<typeof encrypted>[0]): Start => {
  return () => startRawServer(encrypted(certificate, Number(new URL(sandbox.url).port)));
};

async function lookUpAt(
  url: string,
  parameters: IDataObject = {},
  options: CaseOptions = {},
): Promise<LookupRun> {
  const { result } = await withVirtualClock(() =>
    lookUp({ ...sandbox, sid: sandbox.sid, apiKey: sandbox.apiKey, url }, rows.items, parameters, options),
  );
  return result;
}

const FAULTS: Readonly<Record<string, Start>> = {
  'a self-signed certificate': behindTls(makeCertificate({ host: 'localhost' })),
  'a certificate of an unknown authority': behindTls(issued),
  'a chain up to an unknown authority': behindTls({ key: issued.key, cert: issued.cert + authority.cert }),
  'an expired certificate': behindTls(expired),
  'a certificate of the future': behindTls(tooEarly),
  "another host's certificate": behindTls(foreign),
  'a reset during the handshake': () => startRawServer(beforeTheRequest.reset),
  'a close during the handshake': () => startRawServer(beforeTheRequest.close),
  'a server without TLS': () => startRawServer(beforeTheRequest.noTls),
};

const TRUSTED = [expired.cert, tooEarly.cert, foreign.cert, good.cert];

const DOCUMENTED = new Map(
  readFileSync(join(__dirname, '../../docs/faults.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 4)
    .map(([, fault = '', words = '']) => [fault, words]),
);

/** What the documentation says the user sees after a fault. */
function wordsAfter(fault: string, host = 'Kaleyra'): string {
  return DOCUMENTED.get(fault)?.replace('…', host) ?? 'not documented';
}

describe.each(Object.entries(FAULTS))('%s', (fault, start) => {
  test.each(['startBulk', 'lookUpNow'])(
    'is known to come before %s was sent, and is retried',
    async (operation) => {
      const raw = (server = await start());
      const run = await trusting(TRUSTED, () =>
        lookUpAt(`https://localhost:${raw.port}`, { operation }, { onError: 'continueErrorOutput' }),
      );
      expect(run.failed).toHaveLength(rows.items.length);
      for (const { json } of run.failed) {
        expect(json).toMatchObject({
          error: expect.stringContaining(wordsAfter(fault, `localhost:${raw.port}`)),
          details: { unconfirmed: false },
        });
      }
      expect(raw.connections).toBe(TRIES);
      expect(raw.received).toBe('');
      expect(sandbox.requests).toEqual([]);
      expect(inspect(run.raw, { depth: Infinity, showHidden: true })).not.toContain(sandbox.apiKey);
    },
  );
});

describe('a name that does not exist', () => {
  test('is known to come before anything was sent', async () => {
    const run = await lookUpAt('https://api.kaleyra.invalid');
    expect(run.error).toMatchObject({
      message: expect.stringContaining(wordsAfter('a name that does not exist')),
      context: { details: { unconfirmed: false } },
    });
  });
});

describe('a server that accepts no connection in time', () => {
  test('is known to come before anything was sent', async () => {
    const raw = (server = await startRawServer(beforeTheRequest.silent));
    const run = await lookUpAt(`https://localhost:${raw.port}`, { options: { timeout: 1 } });
    expect(run.error).toMatchObject({
      message: expect.stringContaining(
        wordsAfter('a server that accepts no connection', `localhost:${raw.port}`),
      ),
      context: { details: { unconfirmed: false } },
    });
    expect(raw.connections).toBe(TRIES);
  });
});

describe('a server that fails the first handshakes', () => {
  /** Resets so many handshakes, then serves. */
  async function startFailing(handshakes: number): Promise<RawServer> {
    const serve = encrypted(good, Number(new URL(sandbox.url).port));
    return await startRawServer((socket, note, nth) => {
      if (nth <= handshakes) beforeTheRequest.reset(socket);
      else serve(socket, note, nth);
    });
  }

  async function account(port: number, options: CaseOptions = {}): Promise<LookupRun> {
    const at = { ...sandbox, sid: sandbox.sid, apiKey: sandbox.apiKey, url: `https://localhost:${port}` };
    const running = withVirtualClock(() => lookUpAndAccount(at, rows, {}, options));
    return (await trusting(TRUSTED, () => running)).result;
  }

  test('gets every number once', async () => {
    server = await startFailing(TRIES - 1);
    expect((await account(server.port)).lookups).toHaveLength(3);
    expect([...sandbox.timesSent().values()]).toEqual([1, 1, 1]);
  });

  test('does not block the numbers for another try', async () => {
    server = await startFailing(TRIES);
    const run = await account(server.port, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1000 });
    expect(run.lookups).toHaveLength(3);
    expect([...sandbox.timesSent().values()]).toEqual([1, 1, 1]);
  });

  test('but a connection that is lost after the handshake may have been charged', async () => {
    server = await startFailing(0);
    sandbox.fault('startBulk', faults.acceptedThenReset());
    const run = await account(server.port, {
      onError: 'continueErrorOutput',
      retryOnFail: true,
      maxTries: 2,
    });
    expect(run.failed[0]?.json).toMatchObject({
      error: expect.stringContaining('The connection to Kaleyra was lost'),
      details: { unconfirmed: true },
    });
    expect([...sandbox.timesSent().values()]).toEqual([1, 1, 1]);
  });
});

describe('a 503', () => {
  test.each(['soon', '-1', '1.5', ''])(
    'with the unreadable Retry-After %j may have been charged',
    async (value) => {
      sandbox.fault('startBulk', faults.status(503, undefined, { 'retry-after': value }));
      const run = await lookUpAt(sandbox.url, {}, { onError: 'continueErrorOutput' });
      expect(run.failed[0]?.json.details).toMatchObject({ http_status: 503, unconfirmed: true });
      expect(sandbox.requests).toHaveLength(1);
    },
  );
});

import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { afterAll, expect, test } from '@jest/globals';
import axios from 'axios';

import { freePort } from '../support/ports';

const ROOT = join(__dirname, '..', '..');

let command: ChildProcess | undefined;
afterAll(() => void command?.kill('SIGKILL'));

test('npm run sandbox: a credential of what it prints works, and an interrupt stops it', async () => {
  const port = String(await freePort());
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), 'sandbox', '--port', port]);
  command = child;
  const ended = new Promise((end) => child.once('close', end));
  let said = '';
  await new Promise<void>((ready) =>
    child.stdout.on('data', (text) => {
      said += String(text);
      if (said.includes('Ctrl-C stops it')) ready();
    }),
  );
  const value = (label: string): string => new RegExp(`${label} +(\\S+)`).exec(said)?.[1] ?? '';
  const { status } = await axios.get(`${value('API Domain')}/v1/${value('SID')}/callback/profiles`, {
    headers: { 'api-key': value('API Key') },
    proxy: false,
  });
  expect(status).toBe(200);
  child.kill('SIGINT');
  await ended;
}, 60_000);

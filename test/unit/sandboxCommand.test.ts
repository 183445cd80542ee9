import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { afterAll, expect, test } from '@jest/globals';
import axios from 'axios';

const ROOT = join(__dirname, '..', '..');

let command: ChildProcess | undefined;
afterAll(() => void command?.kill('SIGKILL'));

test('npm run sandbox: a credential of what it prints works, and an interrupt stops it', async () => {
  const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const child = spawn(process.execPath, [tsx, join(ROOT, 'scripts', 'sandbox.ts'), '--port', '0']);
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

import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import { afterAll, expect, test } from '@jest/globals';

import { CREDENTIAL } from '../support/credential';
import { exampleWorkflows, freePort, isFree, N8nSession } from '../support/n8n';
import { until } from './harness';

const ROOT = join(__dirname, '..', '..');

let command: ChildProcess | undefined;
afterAll(() => void command?.kill('SIGKILL'));

test('npm run editor: everything is in place, and an interrupt stops all of it', async () => {
  const port = await freePort();
  let said = '';
  const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  command = spawn(process.execPath, [tsx, join(ROOT, 'scripts', 'editor.ts'), '--port', String(port)]);
  const ended = new Promise((end) => command?.once('close', end));
  for (const stream of [command.stdout, command.stderr]) stream?.on('data', (text) => (said += String(text)));
  await until(() => expect(said).toContain('Ctrl-C stops everything'), 240_000);

  const session = await N8nSession.open(`http://127.0.0.1:${port}`);
  const workflows = await session.call<Array<{ id: string }>>('get', '/workflows');
  expect(workflows.map(({ id }) => id).sort()).toEqual(exampleWorkflows().map(({ id }) => id));
  const credentials = await session.call<Array<{ name: string }>>('get', '/credentials');
  expect(credentials.map(({ name }) => name)).toContain(CREDENTIAL.name);

  command.kill('SIGINT');
  await ended;
  expect(await isFree(port)).toBe(true);
});

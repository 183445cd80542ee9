import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterAll, expect, test } from '@jest/globals';

import { CREDENTIAL } from '../support/credential';
import { exampleWorkflows, freePort, isFree, N8nSession, outputsOf, OWNER } from '../support/n8n';
import { until } from './harness';
import { openBrowser } from './harness/editor';

const ROOT = join(__dirname, '..', '..');

const started: ChildProcess[] = [];
afterAll(() => started.forEach((child) => child.kill('SIGKILL')));

function runEditor(port: number) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs'), 'editor', '--port', String(port)]);
  started.push(child);
  const command = { child, said: '', ended: new Promise((end) => child.once('close', end)) };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (command.said += String(text)));
  }
  return command;
}

test('npm run editor: a port in use is refused, and nothing is sent to what listens there', async () => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const command = runEditor(port);
  expect(await command.ended).toBe(2);
  expect(command.said).toMatch(/^Port \d+ is in use\..*--port\.\n$/);
  expect(requests).toEqual([]);
  await new Promise((closed) => server.close(closed));
});

test('npm run editor: everything is in place, a second start changes nothing, and an interrupt stops all of it', async () => {
  const port = await freePort();
  const command = runEditor(port);
  await until(() => expect(command.said).toContain('Ctrl-C stops everything'), 240_000);

  const session = await N8nSession.open(`http://127.0.0.1:${port}`);
  const workflows = await session.call<Array<{ id: string }>>('get', '/workflows');
  expect(workflows.map(({ id }) => id).sort()).toEqual(exampleWorkflows().map(({ id }) => id));
  const credentials = await session.call<Array<{ name: string }>>('get', '/credentials');
  expect(credentials.map(({ name }) => name)).toContain(CREDENTIAL.name);

  const second = runEditor(await freePort());
  expect(await second.ended).toBe(2);
  expect(second.said).toMatch(
    new RegExp(`^The editor is running already, as process ${command.child.pid}\\..*\n$`),
  );

  // Whoever opens the address that is printed lands on the first workflow, after logging in.
  const address = /http:\S+\/workflow\/\S+/.exec(command.said)?.[0] ?? '';
  const browser = await openBrowser();
  const page = await browser.newPage();
  page.setDefaultTimeout(90_000);
  await page.goto(address);
  await page.locator('[data-test-id="emailOrLdapLoginId"] input').fill(OWNER.email);
  await page.locator('[data-test-id="password"] input').fill(OWNER.password);
  await page.locator('[data-test-id="form-submit-button"]').click();
  await page.locator('[data-test-id="canvas-node"][data-node-name="Kaleyra"]').waitFor();
  expect(page.url()).toMatch(/\/workflow\/bulk-lookup$/);
  await browser.close();

  // The credential still belongs to the first one's sandbox, and what that is asked is logged.
  const execution = await session.run('bulk-lookup', 'Run it');
  expect(outputsOf(execution, 'Lookups')[0]).not.toHaveLength(0);
  expect(command.said).toMatch(/startBulk, \d numbers: 201/);

  command.child.kill('SIGINT');
  expect(await command.ended).toBe(0);
  expect(await isFree(port)).toBe(true);
});

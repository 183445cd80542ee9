import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import type { Report } from '../../../scripts/contract/report';
import { faults, startSandbox, type Sandbox } from '../../support/sandbox';
import { NUMBER, secretsIn } from './tools';

const ROOT = join(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'kaleyra-contract-'));

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ pendingPolls: 0 });
});

afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
});

/** Runs the script as npm does, in a folder of its own. */
async function contract(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const script = [join(ROOT, 'scripts/start.mjs'), 'contract'];
  const environment = {
    ...process.env,
    NODE_NO_WARNINGS: '1',
    KALEYRA_SID: sandbox.sid,
    KALEYRA_API_KEY: sandbox.apiKey,
    KALEYRA_BASE_URL: sandbox.url,
    // Nothing may leave by a proxy.
    HTTP_PROXY: 'http://127.0.0.1:9',
    http_proxy: 'http://127.0.0.1:9',
    NO_PROXY: '',
    no_proxy: '',
  };
  return await new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...script, ...args],
      { cwd: folder, env: environment },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

test('the script checks, writes its report where it stands, and tells by its exit code', async () => {
  const good = await contract('--pay', NUMBER, '--yes');
  expect(good).toMatchObject({ code: 0, stderr: '' });
  expect(good.stdout).toContain('29 assumptions: 22 confirmed, 0 contradicted, 7 not seen.');
  const [file = ''] = readdirSync(folder);
  expect(file).toMatch(/^contract-report-\d{8}T\d{9}Z\.json$/);
  const text = readFileSync(join(folder, file), 'utf8');
  expect((JSON.parse(text) as Report).summary).toEqual({ confirmed: 22, contradicted: 0, 'not seen': 7 });
  expect(secretsIn(good.stdout + text, sandbox)).toEqual([]);
}, 60_000);

test('a report that cannot be written takes nothing from the screen, and nothing from the exit code', async () => {
  sandbox.fault('callbackProfiles', faults.status(200, { data: [] }));
  const { code, stdout } = await contract('--report', 'nowhere/report.json');
  expect(code).toBe(1);
  expect(stdout).toMatch(/Contradicted: api-key,/);
  expect(stdout).toContain('nowhere/report.json could not be written.');
}, 60_000);

test('where nobody can be asked, --pay alone sends nothing', async () => {
  sandbox.reset();
  const { code, stdout } = await contract('--pay', NUMBER);
  expect(code).toBe(2);
  expect(stdout).toBe('--pay costs money, and nobody is here to agree to that: add --yes.\n');
  expect(sandbox.requests).toEqual([]);
}, 60_000);

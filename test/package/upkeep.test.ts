import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { differencesAsMarkdown } from '../../scripts/metadata/differences';
import { readCells, type CellRow } from '../../scripts/metadata/readings';

const ROOT = join(__dirname, '..', '..');

/** What `npm run vulnerabilities` says if OSV answers like this. */
async function lookUpVulnerabilities(
  answer: string,
): Promise<{ code: number; output: string; requests: unknown[] }> {
  const requests: unknown[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      requests.push([request.url, JSON.parse(body)]);
      response.end(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const env = { ...process.env, OSV_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const { code, output } = await run('vulnerabilities', env);
  server.closeAllConnections();
  server.close();
  return { code, output, requests };
}

async function run(script: string, env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const args = [join(ROOT, 'scripts/start.mjs'), script];
  return await new Promise((done) => {
    const child = execFile(process.execPath, args, { env }, (_, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

describe('the weekly look-up of vulnerabilities', () => {
  test('asks for each bundled library in its version, and is content if there is none', async () => {
    const { code, output, requests } = await lookUpVulnerabilities('{}');
    const purls = ['libphonenumber-js', 'lossless-json'].map((name) =>
      expect.stringMatching(new RegExp(`^pkg:npm/${name}@\\d+\\.\\d+\\.\\d+$`)),
    );
    expect(requests).toEqual(purls.map((purl) => ['/v1/query', { package: { purl } }]));
    expect(output).toMatch(/libphonenumber-js@\S+: no known vulnerability\n/);
    expect(output).toMatch(/lossless-json@\S+: no known vulnerability\n/);
    expect(code).toBe(0);
  });

  test('names each one and ends with 1', async () => {
    const vulns = [{ id: 'GHSA-0000-0000-0000', summary: 'Endless loop' }];
    const { code, output } = await lookUpVulnerabilities(JSON.stringify({ vulns }));
    expect(output).toContain('1 known\n  GHSA-0000-0000-0000 Endless loop\n');
    expect(code).toBe(1);
  });

  test('takes no other answer for "none"', async () => {
    const { code, output } = await lookUpVulnerabilities('<html>');
    expect(output).toContain('OSV did not answer with JSON');
    expect(code).toBe(1);
  });
});

test.each([
  ['vulnerabilities', 'http://127.0.0.1:9 cannot be asked (ECONNREFUSED). Check the network.\n'],
  [
    'metadata',
    'npm cannot fetch libphonenumber-js@latest (ECONNREFUSED). Check the version and the network.\n',
  ],
])('npm run %s says in a line that there is no network', async (script, sentence) => {
  const nowhere = 'http://127.0.0.1:9';
  const env = { npm_config_registry: nowhere, npm_config_fetch_retries: '0', OSV_URL: nowhere };
  const own = { npm_config_cache: mkdtempSync(join(tmpdir(), 'kaleyra-npm-')) };
  const result = await run(script, { ...process.env, ...env, ...own });
  rmSync(own.npm_config_cache, { recursive: true });
  expect(result).toEqual({ code: 2, output: sentence });
});

describe('the weekly comparison of numbering plans', () => {
  const row: CellRow = { cell: '"98765 43210 | n/a"', country: 'IN', bareDigits: 'national' };

  test('tells every number with its line type, and every reason', () => {
    expect(readCells([row, { ...row, cell: '"12"' }])).toEqual(['+919876543210 (mobile)', 'TOO_SHORT']);
  });

  test('shows what is read differently as a table', () => {
    expect(differencesAsMarkdown([])).toBe('No cell is read differently.');
    expect(differencesAsMarkdown([{ ...row, before: '+1 (mobile)', after: 'INVALID_RANGE' }])).toBe(
      [
        '| cell | default country | bare digits | before | after |',
        '| --- | --- | --- | --- | --- |',
        '| "98765 43210 \\| n/a" | IN | national | +1 (mobile) | INVALID_RANGE |',
      ].join('\n'),
    );
  });
});

import { afterAll, expect, jest, test } from '@jest/globals';
import axios from 'axios';

import { freePort } from '../support/ports';
import type { Sandbox } from '../support/sandbox';
import { startManualSandbox } from '../support/sandbox/manual';

let sandbox: Sandbox;
afterAll(async () => await sandbox.stop());

test('some numbers are answered with 429 or 500, and every request is logged without numbers', async () => {
  const log = jest.spyOn(console, 'log').mockReturnValue();
  sandbox = await startManualSandbox(await freePort());
  const lookUp = async (...mobile: string[]): Promise<number> => {
    const headers = { 'api-key': sandbox.apiKey };
    const url = `${sandbox.url}/v1/${sandbox.sid}/lookup`;
    return (await axios.post(url, { mobile }, { headers, proxy: false, validateStatus: () => true })).status;
  };
  expect(await lookUp('+919876543210')).toBe(201);
  expect(await lookUp('+919876543210', '919876500429')).toBe(429);
  expect(await lookUp('+919876500500')).toBe(500);
  const lines = log.mock.calls.map(([line]) => String(line));
  log.mockRestore();
  expect(lines.map((line) => line.replace(/^\S+ +/, ''))).toEqual([
    'startBulk, 1 numbers: 201',
    'startBulk, 2 numbers: 429',
    'startBulk, 1 numbers: 500',
  ]);
  expect(lines.join('')).not.toContain('98765');
});

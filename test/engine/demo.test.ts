import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'papaparse';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'kaleyra-demo-'));
const temporary = join(folder, 'temporary');
mkdirSync(temporary);
afterAll(() => rmSync(folder, { recursive: true }));

// A slow machine shows more of these lines.
const PROGRESS = /^… \d+ s, [\d,]+ requests\n/gm;

// Its output goes into a pipe.
async function demo(...options: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return await demoWith({}, ...options);
}

async function demoWith(
  environment: Record<string, string>,
  ...options: string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const command = [join(ROOT, 'scripts/start.mjs'), 'demo', ...options];
  const own = { NODE_NO_WARNINGS: '1', TMPDIR: temporary, TEMP: temporary };
  const env = { ...process.env, ...own, ...environment };
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: folder, env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr: stderr.replace(PROGRESS, '') }),
    );
  });
}

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return name;
}

describe('npm run demo', () => {
  test('shows every contact, looked up in a single request, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await demo();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('same lookup as row 2');
    expect(stdout).toContain('SCIENTIFIC_NOTATION');
    expect(stdout).toContain(
      '88 items: 63 numbers sent in 1 request, 20 values rejected; 40 without country code',
    );
    expect(stdout).toContain('HTTP requests: 1 for 63 lookups');
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('reads a file of your own, as its program saved it, and writes what became of each number', async () => {
    const mine = file(
      'mine.csv',
      Buffer.from('who;Mobile {1}\nZoé;98765 43210\nAda;n/a, 1\nEve;9876543210\n', 'latin1'),
    );
    const { code, stdout } = await demo(
      mine,
      '--column',
      'mobile {1}',
      '--country',
      'India',
      '--wait',
      '--out',
      'out.csv',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('+919876543210');
    expect(stdout).toMatch(/\d{3}\/\d{2,3}/);
    expect(stdout).toContain('HTTP requests: 1 for 1 lookup, 2 for their details');
    const text = readFileSync(join(folder, 'out.csv'), 'utf8');
    expect(text).toMatch(/^\ufeffwho;Mobile \{1\};lookup\.phone_number;/);
    const found = { 'lookup.phone_number': '+919876543210', 'lookup.lookup_status': 'complete' };
    expect(parse(text.slice(1), { header: true, skipEmptyLines: true }).data).toEqual([
      expect.objectContaining({ who: 'Zoé', ...found, 'rejected.reason': '' }),
      expect.objectContaining({ who: 'Ada', 'lookup.phone_number': '', 'rejected.reason': 'TOO_SHORT' }),
      expect.objectContaining({ who: 'Eve', ...found }),
    ]);
  });

  test('an earlier result is read again: the new outcome of a row replaces the old one', async () => {
    const rows = ['A,+919876543210,,TOO_SHORT,mine', 'B,12,old-id,,mine'];
    const earlier = file(
      'earlier.csv',
      `who,phone,lookup.lookup_id,rejected.reason,rejected\n${rows.join('\n')}\n`,
    );
    const { code } = await demo(earlier, '--out', 'again.csv');
    expect(code).toBe(0);
    const text = readFileSync(join(folder, 'again.csv'), 'utf8').slice(1);
    const { data } = parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(data).toEqual([
      expect.objectContaining({ who: 'A', rejected: 'mine', 'rejected.reason': '' }),
      expect.objectContaining({ who: 'B', rejected: 'mine', 'lookup.lookup_id': '' }),
    ]);
    expect(data[0]?.['lookup.lookup_id']).toMatch(/./);
    expect(data[1]?.['rejected.reason']).toBe('TOO_SHORT');
  });

  test.each(['lookUpNow', 'startBulk', 'getDetails', 'validate'])(
    'what is written of a duplicate is its own, and a price is there once: %s',
    async (operation) => {
      const cells = ['98765 43210;India', '', '+91 98765 43210;IN', '98765 43210 / 98765 43211;India'];
      const name = file('duplicates.csv', `phone;Country\n${cells.join('\n')}\n`);
      const { stdout } = await demo(name, '--operation', operation, '--out', 'duplicates.out.csv');
      expect(stdout).toMatch(/\b4 +│[^\n]*same (?:lookup|number) as row 2 +│\n/);
      const text = readFileSync(join(folder, 'duplicates.out.csv'), 'utf8').slice(1);
      const { data } = parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
      const kind = operation === 'validate' ? 'validation' : 'lookup';
      const of = (field: string): Array<string | undefined> => data.map((row) => row[`${kind}.${field}`]);
      expect(of('phone_input')).toEqual(['98765 43210', '+91 98765 43210', '98765 43210', '98765 43211']);
      expect(of('phone_reading')).toEqual(['national', 'written', 'national', 'national']);
      if (operation === 'lookUpNow') {
        expect(of('batch_price')).toEqual([expect.stringMatching(/^[\d.]+$/), '', '', '']);
      }
    },
  );

  test('--country is for the rows without a country of their own, whose column wins', async () => {
    const mixed = file(
      'mixed.csv',
      'phone,Country {1},COUNTRY\n0171 3920012,x,Germany\n98765 43210,x,\n98765 43211,x, \n98765 43212\n',
    );
    const { stdout } = await demo(mixed, '--country', 'IN', '--operation', 'validate');
    for (const number of ['+491713920012', '+919876543210', '+919876543211', '+919876543212']) {
      expect(stdout).toContain(number);
    }
  });

  test('sends nothing to a proxy', async () => {
    const seen: string[] = [];
    const proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(502).end();
    });
    proxy.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url}`);
      socket.destroy();
    });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const proxies = { HTTP_PROXY: url, http_proxy: url, HTTPS_PROXY: url, ALL_PROXY: url };
    const { stdout } = await demoWith({ ...proxies, NO_PROXY: 'proxy.example', no_proxy: '' });
    await new Promise((closed) => proxy.close(closed));
    expect(seen).toEqual([]);
    expect(stdout).toContain('HTTP requests: 1 for 63 lookups');
  });

  test('above 100 rows, counts instead of the table; what is piped is complete', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => `${9_876_500_000 + i},${i % 3 === 0 ? 'US' : 'IN'}`);
    const many = file('many.csv', `Phone,Country\n${rows.join('\n')}\n`);
    const { code, stdout } = await demo(many);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ +2,000 {2}accepted\n +1,000 {2}\w+\n/);
    expect(stdout).toContain('HTTP requests: 2 for 2,000 lookups');
  });

  test('what is longer than a pipe holds comes out whole', async () => {
    const cells = Array.from({ length: 100 }, (_, i) =>
      Array.from({ length: 12 }, (__, j) => `+9198765${String(i * 12 + j).padStart(5, '0')}`).join(' '),
    );
    const { stdout } = await demo(file('long.csv', `phone\n${cells.join('\n')}\n`));
    expect(Buffer.byteLength(stdout)).toBeGreaterThan(100_000);
    expect(stdout).toMatch(/HTTP requests: 2 for 1,200 lookups\n$/);
  });

  test.each([
    ['lookUpNow', /HTTP requests: 1 for 63 lookups\n$/],
    ['getDetails', /HTTP requests: 1 for 63 lookups, 63 for their details\n$/],
    ['validate', /same number as row 2[^]*HTTP requests: 0 for 0 lookups\n$/],
  ])('shows %s', async (operation, end) => {
    const { code, stdout } = await demo('--operation', operation);
    expect(code).toBe(0);
    expect(stdout).toMatch(end);
    if (operation !== 'validate') expect(stdout).toMatch(/\d{3}\/\d{2,3}/);
  });

  test.each<[string, string[], string]>([
    ['a missing file', ['nowhere.csv'], "There is no file 'nowhere.csv'"],
    ['a missing column', ['--column', 'handy'], "There is no column 'handy', but there are: 'id', 'name'"],
    ['a workbook', [file('book.xlsx', 'PK\u0003\u0004')], "'book.xlsx' is a workbook"],
    ['an unknown option', ['--colour', 'red'], "Unknown option '--colour'. See: npm run demo -- --help"],
    ['an unknown operation', ['--operation', 'call'], "There is no operation 'call'"],
    ['nothing to wait for', ['--operation', 'validate', '--wait'], '--wait goes only with startBulk'],
    ['an unknown country', ['--country', 'Narnia'], "--country: 'Narnia' is not a country"],
    ['two files', ['a.csv', 'b.csv'], 'one file at a time'],
    [
      'an output over the input',
      [file('same.csv', 'phone\n1\n'), '--out', 'same.csv'],
      'this would overwrite the file',
    ],
    ['an output nowhere', ['--out', 'nowhere/out.csv'], "there is no folder 'nowhere'"],
  ])('%s: prints one sentence and exits with code 2', async (_what, options, sentence) => {
    const { code, stdout, stderr } = await demo(...options);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test.each(['demo', 'editor', 'sandbox', 'contract', 'bench', 'compatibility', 'metadata', 'vulnerabilities'])(
  'npm run %s -- --help builds and starts nothing',
  async (name) => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(scripts[name]).toMatch(new RegExp(`^node scripts/start\\.mjs (?:--pack )?${name}$`));
    const command = [...scripts[name].split(' ').slice(1), '--help'];
    const stdout = await new Promise((resolve) =>
      execFile(process.execPath, command, { cwd: ROOT }, (_error, text, trouble) => resolve(text + trouble)),
    );
    expect(stdout).toContain('--help');
    expect(stdout).not.toContain('Building');
    expect(stdout).toContain(`npm run ${name}`);
  },
);

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

const MODULE = join(__dirname, '..', '..', 'scripts', 'noProxy.cjs');
const PRINT = 'const { no_proxy, NO_PROXY } = process.env; console.log(no_proxy); console.log(NO_PROXY);';

test.each<[Record<string, string>, string]>([
  [{}, '127.0.0.1,localhost'],
  [{ NO_PROXY: 'a.example' }, 'a.example,127.0.0.1,localhost'],
  [{ no_proxy: 'a.example b.example' }, 'a.example b.example,127.0.0.1,localhost'],
  [{ no_proxy: 'a.example', NO_PROXY: 'b.example' }, 'a.example,b.example,127.0.0.1,localhost'],
  [{ no_proxy: '*', NO_PROXY: '*' }, '*,127.0.0.1,localhost'],
])('with %j, requests to this computer bypass any proxy, as do those that did before', (own, hosts) => {
  const env = { ...own, PATH: process.env.PATH };
  const printed = execFileSync(process.execPath, ['-r', MODULE, '-e', PRINT], { env, encoding: 'utf8' });
  expect(printed).toBe(`${hosts}\n${hosts}\n`);
});

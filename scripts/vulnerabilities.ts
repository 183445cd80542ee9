import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import axios, { type AxiosError } from 'axios';

import { parseCommandLine, runCommand, UsageError } from './cli';

const SBOM = resolve(__dirname, '..', '.cache', 'package', 'sbom.cdx.json');
const OSV_URL = process.env.OSV_URL ?? 'https://api.osv.dev';

const HELP = `Looks up known vulnerabilities of what the package contains, by its SBOM, at https://osv.dev. Exits with 1 if there
is one. OSV_URL in the environment is another address.

  npm run vulnerabilities

  --help`;

/** The parts of an answer to https://google.github.io/osv.dev/post-v1-query/ that are used here. */
interface OsvResponse {
  readonly vulns?: ReadonlyArray<{ readonly id: string; readonly summary?: string }>;
}

void runCommand(async () => {
  const { values } = parseCommandLine('vulnerabilities', {});
  if (values.help === true) return console.log(HELP);
  const { components } = JSON.parse(readFileSync(SBOM, 'utf8')) as { components: Array<{ purl?: string }> };
  const purls = components.flatMap(({ purl }) => purl ?? []);
  if (purls.length === 0) throw new Error(`There is no component with a package URL in ${SBOM}.`);
  for (const purl of purls) {
    const found = (await ask(purl)).vulns ?? [];
    console.log(`${purl}: ${found.length === 0 ? 'no known vulnerability' : `${found.length} known`}`);
    for (const { id, summary = '' } of found) console.log(`  ${id} ${summary}`);
    if (found.length > 0) process.exitCode = 1;
  }
});

async function ask(purl: string): Promise<OsvResponse> {
  const query = { package: { purl } };
  const { data } = await axios
    .post<OsvResponse>(`${OSV_URL}/v1/query`, query, { timeout: 60_000 })
    .catch((cause: AxiosError) => {
      const reason = cause.response === undefined ? cause.code : `HTTP ${cause.response.status}`;
      throw new UsageError(`${OSV_URL} cannot be asked (${reason}). Check the network.`, { cause });
    });
  if (data === null || typeof data !== 'object')
    throw new Error(`OSV did not answer with JSON about ${purl}.`);
  return data;
}

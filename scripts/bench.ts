import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { barsOf, isMet } from './bench/bars';
import { FULL, measure, QUICK } from './bench/plan';
import { startRemoteSandbox } from './bench/processes';
import { reportOf } from './bench/report';

const REPORT = join(__dirname, '..', 'docs', 'benchmarks.md');
const NOTES = join(__dirname, 'bench', 'notes.md');

// `npm run bench -- --quick` measures little, prints it and leaves the document alone.
async function main(): Promise<void> {
  const quick = process.argv.includes('--quick');
  const sandbox = await startRemoteSandbox();
  try {
    const measured = await measure(sandbox, quick ? QUICK : FULL, (what) => console.error(`… ${what}`));
    const bars = barsOf(measured);
    const markdown = reportOf(measured, bars, readFileSync(NOTES, 'utf8'));
    const report = await format(markdown, { ...(await resolveConfig(REPORT)), parser: 'markdown' });
    console.log(report);
    if (quick) return;
    writeFileSync(REPORT, report);
    process.exitCode = bars.every(isMet) ? 0 : 1;
  } finally {
    sandbox.stop();
  }
}

main().catch((fault: unknown) => {
  console.error(fault);
  process.exitCode = 1;
});

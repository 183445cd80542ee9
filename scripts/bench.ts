import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { startSandbox } from '../test/support/sandbox';
import { measureRequests } from './bench/requests';
import * as resources from './bench/resources';
import { isMet, toTableRow, type Threshold } from './bench/thresholds';
import { measureTimes, type RunSize } from './bench/times';
import { parseCommandLine, runCommand } from './cli';

const REPORT = join(__dirname, '..', 'docs', 'benchmarks.md');
const NOTES = join(__dirname, 'bench', 'notes.md');

const FULL: RunSize = { rounds: 5, few: 10_000, many: 100_000, perItem: 1_000 };
const QUICK: RunSize = { rounds: 1, few: 1_000, many: 10_000, perItem: 100 };

const HELP = `Measures the node, writes docs/benchmarks.md, and fails if a limit is not met.

  npm run bench

  --quick   measures little, and prints it only
  --help`;

void runCommand(async () => {
  const options = { quick: { type: 'boolean', default: false } } as const;
  const { values } = parseCommandLine('bench', options);
  if (values.help === true) return console.log(HELP);
  const thresholds = await measure(values.quick ? QUICK : FULL);
  const report = await render(thresholds);
  console.log(report);
  if (values.quick) return;
  writeFileSync(REPORT, report);
  process.exitCode = thresholds.every(isMet) ? 0 : 1;
});

// The sandbox runs in this process and what is measured in others, so neither counts the other's processor time.
async function measure(size: RunSize): Promise<Threshold[]> {
  const sandbox = await startSandbox({ pendingPolls: 0 });
  const thresholds: Threshold[] = [];
  try {
    for (const section of [measureTimes, measureRequests, ...Object.values(resources)]) {
      console.error(`… ${section.name}`);
      thresholds.push(...(await section(sandbox, size)));
    }
  } finally {
    await sandbox.stop();
  }
  return thresholds;
}

async function render(thresholds: readonly Threshold[]): Promise<string> {
  const processors = cpus();
  const machine = `Node.js ${process.version}, ${processors.length} cores (${processors[0]?.model.trim()})`;
  const markdown = `# Benchmarks

Written by one run of \`npm run bench\` on ${machine}. Compare ratios, not times: the machine is not idle.

| What | Measured | Limit | Met | Figures |
| ---- | -------- | ----- | --- | ------- |
${thresholds.map(toTableRow).join('\n')}

${readFileSync(NOTES, 'utf8')}`;
  return await format(markdown, { ...(await resolveConfig(REPORT)), parser: 'markdown' });
}

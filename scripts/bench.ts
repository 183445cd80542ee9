import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { startSandbox, type Sandbox } from '../test/support/sandbox';
import { measureDetails } from './bench/details';
import { duration, feltTable, measureFelt } from './bench/felt';
import { plot, type Series } from './bench/plot';
import { measureRequests } from './bench/requests';
import * as resources from './bench/resources';
import { isMet, toTableRow, type Threshold } from './bench/thresholds';
import { measureTimes, prepare, type RunSize } from './bench/times';
import { parseCommandLine, runCommand } from './cli';

const REPORT = join(__dirname, '..', 'docs', 'benchmarks.md');
const PLOT = join(__dirname, '..', 'docs', 'benchmarks.svg');
const NOTES = join(__dirname, 'bench', 'notes.md');

const FULL: RunSize = { rounds: 3, few: 10_000, many: 100_000, perItem: 1_000 };
const QUICK: RunSize = { rounds: 1, few: 1_000, many: 10_000, perItem: 100 };

const HELP = `Measures the node, writes docs/benchmarks.md, and fails if a limit is not met.

  npm run bench

  --quick   measures little, and prints it only
  --help`;

void runCommand(async () => {
  const options = { quick: { type: 'boolean', default: false } } as const;
  const { values } = parseCommandLine('bench', options);
  if (values.help === true) return console.log(HELP);
  const sandbox = await startSandbox({ pendingPolls: 0 });
  try {
    const size = values.quick ? QUICK : FULL;
    const felt = await measureFelt(sandbox, size);
    const details = await measureDetails(sandbox, size);
    const thresholds = [...(await measure(sandbox, size)), ...details.thresholds];
    const report = await render(felt, details.table, thresholds);
    console.log(report);
    if (values.quick) return;
    writeFileSync(REPORT, report);
    writeFileSync(PLOT, plot('How long Start Bulk takes', felt, duration));
    process.exitCode = thresholds.every(isMet) ? 0 : 1;
  } finally {
    await sandbox.stop();
  }
});

// The sandbox runs in this process and what is measured in others, so neither counts the other's processor time.
async function measure(sandbox: Sandbox, size: RunSize): Promise<Threshold[]> {
  const thresholds: Threshold[] = [];
  for (const section of [measureTimes, measureRequests, ...Object.values(resources)]) {
    console.error(`… ${section.name}`);
    prepare(sandbox, {});
    thresholds.push(...(await section(sandbox, size)));
  }
  return thresholds;
}

async function render(
  felt: readonly Series[],
  detailsTable: string,
  thresholds: readonly Threshold[],
): Promise<string> {
  const processors = cpus();
  const machine = `Node.js ${process.version}, ${processors.length} cores (${processors[0]?.model.trim()})`;
  const markdown = `# Benchmarks

How long a list takes, where each request takes 50 ms:

${feltTable(felt)}

![Seconds for 1,000, 10,000 and 100,000 rows by hand, by this node, and the floor, on logarithmic axes](benchmarks.svg)

- **By hand**: one request per row, one after another, through n8n's HTTP helper, as in a loop over an HTTP Request node.
  Measured for the shortest list; longer ones take as much longer as they are.
- **This node**: a workflow of a trigger and _Start Bulk_ in n8n's engine, from the first row read to the last item.
- **Floor**: a script of a few lines with libphonenumber-js and axios, without messy cells, failures and accounting.

How long details take, one request for each lookup, and what the node loses to finding out how many Kaleyra takes:

${detailsTable}

## What the project holds itself to

Written by one run of \`npm run bench\` on ${machine}. Compare ratios, not times: the machine is not idle.

| What | Measured | Limit | Met | Figures |
| ---- | -------- | ----- | --- | ------- |
${thresholds.map(toTableRow).join('\n')}

${readFileSync(NOTES, 'utf8')}`;
  return await format(markdown, { ...(await resolveConfig(REPORT)), parser: 'markdown' });
}

import type { Clock } from '../../nodes/Kaleyra/api/clock';
import { observationsOf, observeAccount, observeLookups, Observer, whyNotPay, type Lookups } from './observe';
import { digitsOf, paidRequests } from './plan';
import { Redactor } from './redact';
import { reportOf, type Report } from './report';
import { tellFile, tellFinding, tellFree, tellPaid, tellSummary } from './tell';
import { HELP, readWishes, WrongUsage, type Wishes } from './wishes';
import { Wire } from './wire';

/** What surrounds the check, handed in so that tests can own it. */
export interface World extends Clock {
  readonly environment: Readonly<Record<string, string | undefined>>;
  print(text: string): void;
  write(file: string, text: string): void;
}

/** 0: nothing is contradicted. 1: something is. 2: it could not be checked. */
export type ExitCode = 0 | 1 | 2;

/** The whole check, from the command line to the report. */
export async function checkContract(args: readonly string[], world: World): Promise<ExitCode> {
  try {
    const wishes = readWishes(args, world.environment);
    if (wishes !== 'help') return await check(wishes, world);
    world.print(HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error;
    world.print(error.message);
    return 2;
  }
}

const NOTHING: Lookups = { lookupId: null, detailsSpent: null };

async function check(wishes: Wishes, world: World): Promise<ExitCode> {
  const observer = new Observer(wishes, new Wire(wishes.baseUrl, wishes.apiKey), () => world.now());
  world.print(tellFree(new URL(wishes.baseUrl).host));
  const outcome = await observeAccount(observer, wishes);
  if (outcome.kind === 'networkError') {
    throw new WrongUsage(`Nothing answered (${outcome.code}): look at KALEYRA_BASE_URL and the network.`);
  }

  const requests = paidRequests(wishes.sid, wishes.numbers);
  let lookups = NOTHING;
  if (requests.length > 0) {
    const reason = whyNotPay(outcome);
    world.print(reason === null ? tellPaid(requests) : `Nothing is paid for, because ${reason}.`);
    if (reason === null) lookups = await observeLookups(observer, wishes, world);
  }
  return conclude(observer, wishes, lookups, world);
}

function conclude(observer: Observer, wishes: Wishes, lookups: Lookups, world: World): ExitCode {
  const { apiKey, sid, baseUrl, numbers } = wishes;
  const redactor = new Redactor({ apiKey, sid, numbers: numbers.map((number) => digitsOf(number)) });
  const date = new Date(world.now());
  const report = reportOf(observationsOf(observer, wishes, lookups), baseUrl, date, redactor);
  const file = wishes.reportFile ?? `contract-report-${date.toISOString().replace(/\W/g, '')}.json`;
  // Before a word is printed: what was paid for must not be lost to a screen that went away.
  const isWritten = write(report, file, world);
  for (const finding of report.assumptions) world.print(`\n${tellFinding(finding, report.exchanges)}`);
  world.print(`\n${tellSummary(report)}`);
  world.print(isWritten ? tellFile(file) : `${file} could not be written.`);
  return report.summary.contradicted > 0 ? 1 : 0;
}

function write(report: Report, file: string, world: World): boolean {
  try {
    world.write(file, `${JSON.stringify(report, null, 2)}\n`);
    return true;
  } catch {
    return false;
  }
}

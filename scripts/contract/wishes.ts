import { parseArgs } from 'node:util';

import { resolveBaseUrl } from '../../nodes/Kaleyra/api/baseUrl';
import { createCellParser, type PhoneNumber } from '../../nodes/Kaleyra/phone';

const DEFAULT_BASE_URL = 'https://api.kaleyra.io';

export const HELP = `Checks what this package takes for granted about Kaleyra's API against a real account.

  npm run contract                         free requests only
  npm run contract -- --pay +<number>      lookups too: they cost money

The account is in the environment:
  KALEYRA_SID, KALEYRA_API_KEY             both from Developers > API Keys in the Kaleyra console
  KALEYRA_BASE_URL                         the API Domain, if it is not ${DEFAULT_BASE_URL}

  --pay +<number>     look up this number, in E.164; it is asked for several times, and what that can
                      cost at most is printed before. A second --pay with another number of the same
                      country shows more: how the answers are ordered, and what the price is for
  --ported yes|no     whether the (first) number has left its first network, if you know
  --balance <path>    where the account's balance is read, such as /v1/<SID>/...; see the page
                      "Get Account Billing or Usage Details" of Kaleyra's documentation
  --report <file>     default: contract-report-<time>.json
  --help

The report holds no key, no SID and no full phone number: it can be attached to an issue.
Exit code: 0 nothing is contradicted, 1 something is, 2 it could not be checked.`;

/** A wish that cannot be granted; the message says what to set. */
export class WrongUsage extends Error {}

export interface Wishes {
  /** Without trailing slash. */
  readonly baseUrl: string;
  readonly sid: string;
  readonly apiKey: string;
  /** To be looked up for money; none: free requests only. */
  readonly numbers: readonly PhoneNumber[];
  /** What the user knows about the first number. */
  readonly ported: boolean | null;
  /** With `<SID>` in the SID's place. */
  readonly balancePath: string | null;
  readonly reportFile: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the command line and the environment. @throws WrongUsage */
export function readWishes(args: readonly string[], environment: Environment): Wishes | 'help' {
  const values = parseCommandLine(args);
  if (values.help) return 'help';
  return {
    ...readAccount(environment),
    numbers: readNumbers(values.pay ?? []),
    ported: readPorted(values.ported),
    balancePath: readBalancePath(values.balance),
    reportFile: values.report ?? null,
  };
}

function parseCommandLine(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        pay: { type: 'string', multiple: true },
        ported: { type: 'string' },
        balance: { type: 'string' },
        report: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch {
    throw new WrongUsage('That is not understood. See: npm run contract -- --help');
  }
}

function readAccount(environment: Environment): Pick<Wishes, 'baseUrl' | 'sid' | 'apiKey'> {
  const [sid, apiKey] = [environment.KALEYRA_SID?.trim() ?? '', environment.KALEYRA_API_KEY?.trim() ?? ''];
  const missing = Object.entries({ KALEYRA_SID: sid, KALEYRA_API_KEY: apiKey })
    .filter(([, value]) => value === '')
    .map(([name]) => name);
  if (missing.length > 0) {
    throw new WrongUsage(
      `Set ${missing.join(' and ')}: both stand in the Kaleyra console under Developers > API Keys.`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new WrongUsage(
      'KALEYRA_API_KEY is no API key: it holds blanks or letters that no header can carry.',
    );
  }
  const baseUrl = environment.KALEYRA_BASE_URL?.trim() || DEFAULT_BASE_URL;
  const address = resolveBaseUrl({ region: 'custom', baseUrl, sid });
  if ('complaint' in address) {
    throw new WrongUsage(
      `KALEYRA_BASE_URL or KALEYRA_SID cannot be used. As n8n would say: ${address.complaint}`,
    );
  }
  return { ...address, apiKey };
}

const MAX_NUMBERS = 2;

function readNumbers(given: readonly string[]): PhoneNumber[] {
  const read = createCellParser({
    bareDigits: 'national',
    allowPossible: false,
    allowedCountries: [],
    allowedTypes: [],
  });
  const numbers = given.map((text) => {
    const [reading, ...others] = read(text.trim(), '');
    if (reading === undefined || others.length > 0 || !('number' in reading)) {
      throw new WrongUsage(
        `What follows --pay is no valid phone number in E.164, such as +14155550123. ${reading !== undefined && 'reasonText' in reading ? reading.reasonText : ''}`.trim(),
      );
    }
    return reading.number;
  });
  if (numbers.length > MAX_NUMBERS || new Set(numbers.map(({ e164 }) => e164)).size < numbers.length) {
    throw new WrongUsage('--pay takes one number, or two different ones.');
  }
  return numbers;
}

function readPorted(word: string | undefined): boolean | null {
  if (word === undefined) return null;
  if (word !== 'yes' && word !== 'no') throw new WrongUsage('--ported takes yes or no.');
  return word === 'yes';
}

function readBalancePath(path: string | undefined): string | null {
  if (path === undefined) return null;
  if (!/^\/[\w./?=&%<>-]+$/.test(path)) {
    throw new WrongUsage('--balance takes the path of an address, such as /v1/<SID>/...');
  }
  return path;
}

import { resolveBaseUrl } from '../../nodes/Kaleyra/api/baseUrl';
import { createCellParser, type PhoneNumber } from '../../nodes/Kaleyra/phone';
import { DEFAULT_RULES } from '../../test/support/rules';
import { parseCommandLine, UsageError } from '../cli';

const DEFAULT_BASE_URL = 'https://api.kaleyra.io';

export const HELP = `Checks what this package takes for granted about Kaleyra's API against a real account.

  npm run contract                         free requests only
  npm run contract -- --pay +<number>      lookups too: they cost money

The account is in the environment:
  KALEYRA_SID, KALEYRA_API_KEY             both from Developers > API Keys in the Kaleyra console
  KALEYRA_BASE_URL                         the API Domain, if it is not ${DEFAULT_BASE_URL}

  --pay +<number>     look up this number, in E.164; it is asked for several times. What that can cost
                      at most is printed, and nothing is paid for before you agree. A second --pay with
                      another number of the same country shows more: how the answers are ordered, and
                      what the price is for
  --yes               agree beforehand
  --ported yes|no     whether the (first) number has left its first network, if you know
  --balance <path>    where the account's balance is read, such as /v1/<SID>/...; see the page
                      "Get Account Billing or Usage Details" of Kaleyra's documentation
  --report <file>     default: contract-report-<time>.json
  --help

The report holds no key, no SID and no full phone number: it can be attached to an issue.
Exit code: 0 nothing is contradicted, 1 something is, 2 it could not be checked.`;

export interface CliOptions {
  /** Without trailing slash. */
  readonly baseUrl: string;
  readonly sid: string;
  readonly apiKey: string;
  /** To be looked up for money; none: free requests only. */
  readonly numbers: readonly PhoneNumber[];
  /** Whether the user agrees to the costs beforehand. */
  readonly isAgreed: boolean;
  /** What the user knows about the first number. */
  readonly ported: boolean | null;
  /** With `<SID>` in the SID's place. */
  readonly balancePath: string | null;
  readonly reportFile: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const text = { type: 'string' } as const;
const OPTIONS = {
  pay: { ...text, multiple: true },
  yes: { type: 'boolean', default: false },
  ported: text,
  balance: text,
  report: text,
} as const;

/** Reads the command line and the environment. @throws UsageError */
export function parseCliOptions(args: readonly string[], environment: Environment): CliOptions | 'help' {
  const { values } = parseCommandLine('contract', OPTIONS, { args: [...args] });
  const { pay = [], ported, balance, report } = values;
  if (values.help === true) return 'help';
  if (ported !== undefined && ported !== 'yes' && ported !== 'no') {
    throw new UsageError('--ported takes yes or no.');
  }
  if (balance !== undefined && !/^\/[\w./?=&%<>-]+$/.test(balance)) {
    throw new UsageError('--balance takes the path of an address, such as /v1/<SID>/...');
  }
  return {
    ...readAccount(environment),
    numbers: readNumbers(pay),
    isAgreed: values.yes,
    ported: ported === undefined ? null : ported === 'yes',
    balancePath: balance ?? null,
    reportFile: report ?? null,
  };
}

function readAccount(environment: Environment): Pick<CliOptions, 'baseUrl' | 'sid' | 'apiKey'> {
  const [sid, apiKey] = [environment.KALEYRA_SID?.trim() ?? '', environment.KALEYRA_API_KEY?.trim() ?? ''];
  const given = Object.entries({ KALEYRA_SID: sid, KALEYRA_API_KEY: apiKey });
  const missing = given.flatMap(([name, value]) => (value === '' ? [name] : [])).join(' and ');
  if (missing !== '') {
    throw new UsageError(`Set ${missing}: both stand in the Kaleyra console under Developers > API Keys.`);
  }
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new UsageError(
      'KALEYRA_API_KEY is not an API key: it contains spaces or characters that a header cannot carry.',
    );
  }
  const baseUrl = environment.KALEYRA_BASE_URL?.trim() || DEFAULT_BASE_URL;
  const account = resolveBaseUrl({ region: 'custom', baseUrl, sid });
  if (!('problem' in account)) return { ...account, apiKey };
  throw new UsageError(
    `KALEYRA_BASE_URL or KALEYRA_SID cannot be used. As n8n would say: ${account.problem}`,
  );
}

const MAX_NUMBERS = 2;

function readNumbers(texts: readonly string[]): PhoneNumber[] {
  const parse = createCellParser(DEFAULT_RULES);
  const numbers = texts.map((text) => {
    const [parsed, ...others] = parse(text.trim(), '');
    if (parsed !== undefined && 'number' in parsed && others.length === 0) return parsed.number;
    throw new UsageError(
      '--pay takes a valid phone number with + and its country code, such as +14155550123.',
    );
  });
  if (numbers.length > MAX_NUMBERS || new Set(numbers.map(({ e164 }) => e164)).size < numbers.length) {
    throw new UsageError('--pay takes one number, or two different ones.');
  }
  return numbers;
}

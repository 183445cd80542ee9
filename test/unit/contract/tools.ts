import { checkContract, type ExitCode, type Io } from '../../../scripts/contract/main';
import type { Report } from '../../../scripts/contract/report';
import type { Verdict } from '../../../scripts/contract/checks/check';
import { SANDBOX_API_KEY, SANDBOX_SID, type Sandbox } from '../../support/sandbox';

/** The sandbox's. */
export const ACCOUNT = { sid: SANDBOX_SID, apiKey: SANDBOX_API_KEY };

/** Invented; the sandbox knows its operator, and that it is not ported. */
export const NUMBER = '+919812345662';
/** Invented, of the same country; it is ported. */
export const OTHER = '+919812345672';

export const BALANCE = ['--balance', '/v1/<SID>/balance'];

/** What a run leaves behind. */
export interface Run {
  readonly code: ExitCode;
  readonly printed: string;
  /** By file. */
  readonly written: ReadonlyMap<string, string>;
  readonly report: Report | null;
  /** IDs of assumptions, in their order. */
  readonly having: (verdict: Verdict) => string[];
}

/** Runs the check against a sandbox, on a clock that sleeps in no time; the user agrees to everything by default. */
export async function run(
  sandbox: Pick<Sandbox, 'url' | 'sid' | 'apiKey'>,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  confirm: Io['confirm'] = async () => true,
): Promise<Run> {
  const printed: string[] = [];
  const written = new Map<string, string>();
  let time = Date.UTC(2026, 10, 24, 12);
  const code = await checkContract(args, {
    environment: {
      KALEYRA_SID: sandbox.sid,
      KALEYRA_API_KEY: sandbox.apiKey,
      KALEYRA_BASE_URL: sandbox.url,
      ...environment,
    },
    print: (text) => void printed.push(text),
    confirm,
    write: (file, text) => void written.set(file, text),
    sleep: async (ms) => void (time += ms),
    now: () => time,
    random: () => 0,
  });
  const report = JSON.parse([...written.values()][0] ?? 'null') as Report | null;
  return {
    code,
    printed: printed.join('\n'),
    written,
    report,
    having: (verdict) =>
      (report?.assumptions ?? []).filter((one) => one.verdict === verdict).map(({ id }) => id),
  };
}

/** Every piece of a key or SID of 8 characters, and of a number of 6 digits, that stands in a text. */
export function secretsIn(text: string, { sid, apiKey }: Pick<Sandbox, 'sid' | 'apiKey'>): string[] {
  const pieces = [
    ...piecesOf(apiKey, 8),
    ...piecesOf(sid, 8),
    ...piecesOf(NUMBER.slice(1), 6),
    ...piecesOf(OTHER.slice(1), 6),
  ];
  const lower = text.toLowerCase();
  return pieces.filter((piece) => lower.includes(piece.toLowerCase()));
}

function piecesOf(secret: string, length: number): string[] {
  return Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length));
}

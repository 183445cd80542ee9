import { parseArgs, type ParseArgsConfig } from 'node:util';

import { isFree } from '../test/support/ports';

/** Something the user can put right; its message is all they need to see. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads the arguments of a command. @throws UsageError */
export function parseCommandLine<const O extends Options>(
  command: string,
  options: O,
  {
    args = process.argv.slice(2),
    allowPositionals = false,
  }: { args?: string[]; allowPositionals?: boolean } = {},
) {
  const help = { help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, allowPositionals, options: { ...options, ...help } });
  } catch (cause) {
    const [reason] = (cause as Error).message.split(/[.\n]/);
    throw new UsageError(`${reason}. See: npm run ${command} -- --help`, { cause });
  }
}

/** Runs a command to its end; what the user can put right is told in a line, with exit code 2. */
export async function runCommand(run: () => Promise<void>): Promise<void> {
  // Whoever reads the output may have seen enough, such as `head`.
  process.stdout.on('error', () => process.exit());
  try {
    await run();
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/** A port of this computer on which nothing listens. @throws UsageError */
export async function requirePort(text: string): Promise<number> {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new UsageError(`'${text}' is not a port: --port takes a number from 1 to 65535.`);
  }
  if (await isFree(port)) return port;
  throw new UsageError(`Port ${port} is in use. Stop what listens there, or choose another with --port.`);
}

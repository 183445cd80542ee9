import { startSandbox, type RecordedRequest } from '../test/support/sandbox';

const USAGE = 'Usage: npm run sandbox [-- --port 8790]';
const DEFAULT_PORT = 8790;

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const port = readPort(process.argv.slice(2), process.env.PORT);
  const sandbox = await startSandbox({ port, onAnswer: (request) => console.log(lineOf(request)) });
  console.log(`A sandbox that answers as Kaleyra's Lookup API does; nothing leaves this computer and nothing costs money.
In n8n, create a "Kaleyra API" credential with these values, then run a Kaleyra node with it:

  Region     Custom
  API Domain ${sandbox.url}
  SID        ${sandbox.sid}
  API Key    ${sandbox.apiKey}

Ctrl-C stops it. Requests:`);
  process.once('SIGINT', () => void sandbox.stop());
  process.once('SIGTERM', () => void sandbox.stop());
}

function readPort(args: readonly string[], fromEnvironment: string | undefined): number {
  const at = args.findIndex((argument) => argument === '--port' || argument.startsWith('--port='));
  const asked = at < 0 ? fromEnvironment : (args[at]?.split('=')[1] ?? args[at + 1]);
  if (asked === undefined && at < 0) return DEFAULT_PORT;
  const port = Number(asked);
  if (!asked || !Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(USAGE);
  return port;
}

// Neither numbers nor the key belong on a screen that may be shared.
function lineOf({ at, kind, numbers, status }: RecordedRequest): string {
  const count = numbers.length > 0 ? `, ${numbers.length} numbers` : '';
  return `${new Date(at).toISOString()}  ${kind}${count}: ${status ?? 'no answer'}`;
}

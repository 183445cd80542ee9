import { FAULT_NUMBERS_HELP, startManualSandbox } from '../test/support/sandbox/manual';
import { parseCommandLine, requirePort, runCommand } from './cli';

const HELP = `Starts a mock Kaleyra API on this computer, and shows the requests it gets.

  npm run sandbox

  --port <port>   default: 8790
  --help

${FAULT_NUMBERS_HELP}`;

void runCommand(async () => {
  const options = { port: { type: 'string', default: '8790' } } as const;
  const { values } = parseCommandLine('sandbox', options);
  if (values.help === true) return console.log(HELP);
  const sandbox = await startManualSandbox(await requirePort(values.port));
  console.log(`A mock Kaleyra API: nothing leaves this computer, and nothing costs money.
In n8n, create a "Kaleyra API" credential with these values, then run a Kaleyra node with it:

  Region     Custom
  API Domain ${sandbox.url}
  SID        ${sandbox.sid}
  API Key    ${sandbox.apiKey}

If that n8n runs with HTTP_PROXY, its NO_PROXY must name 127.0.0.1.
${FAULT_NUMBERS_HELP}
Ctrl-C stops it. Requests:`);
  process.once('SIGINT', () => void sandbox.stop());
  process.once('SIGTERM', () => void sandbox.stop());
});

import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';

import { checkContract } from './contract/main';

checkContract(process.argv.slice(2), {
  environment: process.env,
  print: (text) => console.log(text),
  confirm: process.stdin.isTTY ? confirm : undefined,
  write: (file, text) => writeFileSync(file, text),
  sleep: async (ms) => await pause(ms),
  now: () => Date.now(),
  random: () => Math.random(),
}).then(
  (code) => {
    process.exitCode = code;
  },
  (fault: unknown) => {
    // A stack might carry the request, and in it the key.
    console.error(`The check broke off: ${fault instanceof Error ? fault.name : 'unknown'}`);
    process.exitCode = 2;
  },
);

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

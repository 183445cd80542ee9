import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { checkContract } from './contract/main';

checkContract(process.argv.slice(2), {
  environment: process.env,
  print: (text) => console.log(text),
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

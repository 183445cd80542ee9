import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { PackageDirectoryLoader } from 'n8n-core';

/** The package as npm would install it: packed, then unpacked. */
export const PACKAGE_DIRECTORY = join(__dirname, '..', '..', '..', '.cache', 'package', 'n8n-nodes-kaleyra');

// n8n-core writes its settings file on first use.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-user-'));
process.env.N8N_LOG_LEVEL ??= 'silent';

let loaded: Promise<PackageDirectoryLoader> | undefined;

/** Loads the packed package with n8n's own loader, once in a process. */
export function loadPackage(): Promise<PackageDirectoryLoader> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<PackageDirectoryLoader> {
  if (!existsSync(PACKAGE_DIRECTORY)) {
    throw new Error('The package is not packed yet: run `npm run pack:unpacked` first.');
  }
  const { PackageDirectoryLoader: Loader } = await import('n8n-core');
  const loader = new Loader(PACKAGE_DIRECTORY);
  await loader.loadAll();
  return loader;
}

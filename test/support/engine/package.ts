import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { PackageDirectoryLoader } from 'n8n-core';

const CACHE = join(__dirname, '..', '..', '..', '.cache');
const IS_COVERAGE = process.env.KALEYRA_PACKAGE === 'sources';

/** The package as npm would install it: packed, then unpacked; for coverage, with the sources behind it. */
export const PACKAGE_DIRECTORY = join(CACHE, IS_COVERAGE ? 'sources' : 'package', 'n8n-nodes-kaleyra');

// n8n-core writes its settings file on first use; Jest's workers may not write the same one.
process.env.N8N_USER_FOLDER ??= join(CACHE, `n8n-user-${process.env.JEST_WORKER_ID ?? 'script'}`);
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

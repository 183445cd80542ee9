import { execFileSync, spawnSync } from 'node:child_process';

import { installN8n, N8N_VERSION, type N8n } from './install';

const ENGINES = ['docker', 'podman'];
// The container image to take n8n from instead of npm, e.g. `docker.n8n.io/n8nio/n8n:latest`.
const IMAGE = process.env.N8N_IMAGE;

/**
 * n8n in this version. With the environment variable N8N_IMAGE, the n8n of that image stands in for the version that
 * the tests usually run on; where no container engine runs, it says so and ends the process, for there is nothing to test.
 */
export async function getN8n(version: string, say: (line: string) => void): Promise<N8n> {
  if (IMAGE === undefined || version !== N8N_VERSION) return await installN8n(version, say);
  const engine = ENGINES.find((name) => spawnSync(name, ['info'], { stdio: 'ignore' }).status === 0);
  if (engine !== undefined) return n8nOfImage(engine, IMAGE);
  say(`Skipped: N8N_IMAGE needs a container engine, and neither ${ENGINES.join(' nor ')} runs here.`);
  return process.exit(0);
}

// It runs on the host's network and as the user who runs the tests.
function n8nOfImage(engine: string, image: string): N8n {
  const version = execFileSync(engine, ['run', '--rm', image, '--version'], { encoding: 'utf8' }).trim();
  const user = process.getuid === undefined ? [] : ['--user', `${process.getuid()}:${process.getgid?.()}`];
  return {
    version,
    command: ({ name, folder, variables }) => [
      engine,
      ...['run', '--rm', '--name', name, '--network', 'host', ...user],
      ...['--volume', `${folder}:${folder}`, '--workdir', folder, '--env', `HOME=${folder}`],
      // Without a value, the engine takes the variable from its own environment: no secret stands in a command line.
      ...variables.flatMap((variable) => ['--env', variable]),
      image,
    ],
    kill: ({ name }) => void spawnSync(engine, ['rm', '--force', name], { stdio: 'ignore' }),
  };
}

import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';

const SAMPLE_EVERY_US = 200;

// The first that fits; a package's own copies of others lie below it.
const WHOSE: ReadonlyArray<readonly [RegExp, string]> = [
  [/^\(idle\)/, 'nobody'],
  [/^\(garbage collector\)/, 'garbage collector'],
  [/\/nodes\/Kaleyra\//, 'the node'],
  [/\/axios\//, 'axios'],
  [/\/node_modules\//, 'n8n and its libraries'],
  [/^node:|^\(program\)/, 'Node.js'],
];
const OTHERS = 'the benchmark';

/** What part of the time, from 0 to 1, whose code was on the processor. */
export type Shares = Readonly<Record<string, number>>;

/** Watches some work with V8's profiler; a function that is built in counts for who calls it. */
export async function profile(work: () => Promise<unknown>): Promise<Shares> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
  await session.post('Profiler.start');
  await work();
  const { profile: found } = await session.post('Profiler.stop');
  session.disconnect();
  return sharesOf(found);
}

function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Shares {
  const frames = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const whose = (id: number): string => {
    const { url, functionName } = frames.get(id) ?? { url: '', functionName: '' };
    const known = WHOSE.find(([pattern]) => pattern.test(url || functionName));
    if (known !== undefined) return known[1];
    const caller = callers.get(id);
    return url === '' && caller !== undefined ? whose(caller) : OTHERS;
  };

  const whole = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  const shares: Record<string, number> = {};
  samples.forEach((id, i) => {
    const one = whose(id);
    shares[one] = (shares[one] ?? 0) + (timeDeltas[i] ?? 0) / whole;
  });
  return shares;
}

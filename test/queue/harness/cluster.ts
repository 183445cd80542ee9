import { expect } from '@jest/globals';
import axios from 'axios';

import { sandboxCredential } from '../../support/credential';
import { getN8n, N8N_VERSION, N8nSession, type Execution, type Running } from '../../support/n8n';
import { say, UNPACKED } from '../../e2e/harness';
import { startSandbox, type Sandbox } from '../../support/sandbox';
import type { Contact } from './contacts';
import { Homes, queueSettings } from './homes';
import { startPostgres, startRedis } from './services';
import { Stops } from './stops';
import { until } from './until';
import { Worker } from './worker';
import { workflows, type Path } from './workflow';

const POSTS_AT_A_TIME = 5;
const UNFINISHED = new Set(['new', 'running', 'waiting']);

/** How many executions a worker does at a time. */
export const WORKER_CONCURRENCY = 5;

type Listed = Omit<Execution, 'data'>;

/** n8n in queue mode: a main with workflows behind its webhooks, a sandbox, and as many workers as are started. */
export class Cluster {
  private readonly stops = new Stops();
  private lastForgotten = 0;
  private parts: Parts | undefined;

  /** Starts all but workers. */
  async start(): Promise<void> {
    const n8n = await getN8n(N8N_VERSION, say);
    const sandbox = await this.stops.keep(startSandbox());
    const postgres = await this.stops.keep(startPostgres());
    const redis = await this.stops.keep(startRedis());
    const homes = new Homes(n8n, queueSettings(postgres, redis));
    this.stops.add(async () => homes.remove());
    const home = homes.make();
    home.installPackage(UNPACKED);
    await home.import('credentials', [sandboxCredential(sandbox)]);
    await home.import('workflow', workflows);
    for (const { id } of workflows) await home.command(['publish:workflow', `--id=${id}`]);
    const main = await this.stops.keep(home.start());
    for (const path of ['contacts', 'cached'] as const) {
      await until(async () => expect(await getAnswer(webhookOf(main, path))).toMatch(/make a POST request/));
    }
    this.parts = { sandbox, homes, main, session: await N8nSession.open(main.url) };
  }

  get sandbox(): Sandbox {
    return this.started.sandbox;
  }

  get session(): N8nSession {
    return this.started.session;
  }

  /** Starts workers, each in a user folder of its own, with the package in it or without. */
  async startWorkers(count: number, installed: boolean): Promise<Worker[]> {
    return await Promise.all(Array.from({ length: count }, () => this.startWorker(installed)));
  }

  /** Posts each list to a webhook; returns when n8n has taken them all, not when they are worked through. */
  async post(lists: ReadonlyArray<readonly Contact[]>, path: Path = 'contacts'): Promise<void> {
    const left = lists.values();
    const postOneByOne = async (): Promise<void> => {
      for (const contacts of left) {
        await axios.post(webhookOf(this.started.main, path), { contacts }, { proxy: false });
      }
    };
    await Promise.all(Array.from({ length: POSTS_AT_A_TIME }, postOneByOne));
  }

  /** The executions since `forget`. */
  async executions(): Promise<Listed[]> {
    return (await this.session.executions()).filter(({ id }) => Number(id) > this.lastForgotten);
  }

  /** The executions since `forget`, as soon as there are so many and all of them are over. */
  async allOver(count: number): Promise<Listed[]> {
    let executions: Listed[] = [];
    await until(async () => {
      executions = await this.executions();
      const unfinished = executions.filter(({ status }) => UNFINISHED.has(status));
      expect({ count: executions.length, unfinished }).toEqual({ count, unfinished: [] });
    });
    return executions;
  }

  /** From here on the executions and the sandbox's records count from nothing. */
  async forget(): Promise<void> {
    // n8n lists them by when they began, which on two workers is not the order of their IDs.
    const ids = (await this.executions()).map(({ id }) => Number(id));
    this.lastForgotten = Math.max(this.lastForgotten, ...ids);
    this.sandbox.reset();
  }

  /** Stops everything, workers too, and removes all that was written; also where the start failed. */
  async stop(): Promise<void> {
    await this.stops.run();
  }

  private async startWorker(installed: boolean): Promise<Worker> {
    const home = this.started.homes.make();
    if (installed) home.installPackage(UNPACKED);
    return new Worker(await this.stops.keep(home.startWorker(WORKER_CONCURRENCY)));
  }

  private get started(): Parts {
    if (this.parts === undefined) throw new Error('The cluster is not started');
    return this.parts;
  }
}

interface Parts {
  readonly sandbox: Sandbox;
  readonly homes: Homes;
  readonly main: Running;
  readonly session: N8nSession;
}

function webhookOf(main: Running, path: Path): string {
  return `${main.url}/webhook/${path}`;
}

// n8n refuses a GET in other words where there is a webhook for POST; asking so starts no execution.
async function getAnswer(webhook: string): Promise<string> {
  const { data } = await axios.get(webhook, { validateStatus: () => true, proxy: false });
  return JSON.stringify(data);
}

import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import axios, { type AxiosInstance } from 'axios';
import type { IRun, IRunExecutionData } from 'n8n-workflow';

const PHRASE = 'Kaleyra-sandbox-1';

/** The owner that the editor and the tests set up; known to everybody, since it is of no use elsewhere. */
export const OWNER = { email: 'owner@kaleyra.example', password: PHRASE };

/** An execution as stored by n8n. */
export interface Execution {
  readonly id: string;
  readonly status: string;
  readonly data: IRunExecutionData;
}

const EXECUTION_TIMEOUT_MS = 120_000;
const OVER = new Set(['success', 'error', 'crashed', 'canceled']);

/** A session of n8n's REST API, which the editor uses too. */
export class N8nSession {
  private constructor(
    private readonly http: AxiosInstance,
    /** The session cookie, for a browser. */
    readonly cookie: string,
  ) {}

  /** Sets the owner up where there is none yet, and logs in. */
  static async open(url: string): Promise<N8nSession> {
    const http = axios.create({
      baseURL: `${url}/rest`,
      timeout: 60_000,
      validateStatus: () => true,
      proxy: false,
      // n8n closes idle connections after 5 s, and a slow test would reuse them too late.
      httpAgent: new Agent({ keepAlive: false }),
    });
    const cookie = await logIn(http);
    http.defaults.headers.common.cookie = cookie;
    return new N8nSession(http, cookie);
  }

  /** Sends a request; throws unless the status is 2xx. */
  async call<T>(method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object): Promise<T> {
    const { status, data } = await this.http.request({ method, url: path, data: body });
    if (status < 200 || status > 299) {
      throw new Error(`${method} ${path}: ${status} ${JSON.stringify(data)?.slice(0, 500)}`);
    }
    return (data.data ?? data) as T;
  }

  /** Starts a workflow like the editor's button. Returns the execution's ID. */
  async start(workflowId: string, trigger: string): Promise<string> {
    const { executionId } = await this.call<{ executionId: string }>('post', `/workflows/${workflowId}/run`, {
      triggerToStartFrom: { name: trigger },
    });
    return executionId;
  }

  /** Runs a workflow until it ends. */
  async run(workflowId: string, trigger: string): Promise<Execution> {
    return await this.ended(await this.start(workflowId, trigger));
  }

  /** Retries an execution with its original workflow, like the executions list. */
  async retry(executionId: string): Promise<Execution> {
    const { id } = await this.call<{ id: string }>('post', `/executions/${executionId}/retry`, {
      loadWorkflow: false,
    });
    return await this.ended(id);
  }

  /** The newest executions, without their data. */
  async executions(limit = 100): Promise<Array<Omit<Execution, 'data'>>> {
    const { results } = await this.call<{ results: Array<Omit<Execution, 'data'>> }>(
      'get',
      `/executions?limit=${limit}`,
    );
    return results;
  }

  /** Where an execution is, e.g. `waiting`. */
  async statusOf(executionId: string): Promise<string> {
    return (await this.call<Execution>('get', `/executions/${executionId}`)).status;
  }

  /** Waits until an execution ends. */
  async ended(executionId: string): Promise<Execution> {
    const { parse } = await import('flatted');
    const deadline = Date.now() + EXECUTION_TIMEOUT_MS;
    for (;;) {
      const stored = await this.call<Omit<Execution, 'data'> & { data: string }>(
        'get',
        `/executions/${executionId}`,
      );
      if (OVER.has(stored.status)) return { ...stored, data: parse(stored.data) as IRunExecutionData };
      if (Date.now() > deadline) throw new Error(`Execution ${executionId} is still ${stored.status}`);
      await sleep(200);
    }
  }
}

async function logIn(http: AxiosInstance): Promise<string> {
  const { email, password } = OWNER;
  const setUp = await http.post('/owner/setup', { email, password, firstName: 'Ada', lastName: 'Example' });
  const login = { emailOrLdapLoginId: email, password };
  const { data, headers } = setUp.status === 200 ? setUp : await http.post('/login', login);
  const cookies = (headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '');
  const cookie = cookies.find((pair) => pair.startsWith('n8n-auth='));
  if (cookie === undefined)
    throw new Error(`Logging in to n8n failed: ${JSON.stringify(data)?.slice(0, 500)}`);
  return cookie;
}

/** The items that a node output in its last run, by output. */
export function outputsOf({ data }: Pick<Execution, 'data'> | IRun, node: string): object[][] {
  const run = data.resultData.runData[node]?.at(-1);
  return (run?.data?.main ?? []).map((items) => (items ?? []).map(({ json }) => json));
}

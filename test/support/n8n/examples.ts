import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';

const EXAMPLES = resolve(__dirname, '..', '..', '..', 'examples');

/** An example workflow in the format of n8n's import; its ID is its file name. */
export interface Example {
  readonly id: string;
  readonly name: string;
  readonly nodes: INode[];
  readonly connections: IConnections;
  readonly settings?: IWorkflowSettings;
}

/** All workflows in `examples/`, by file name. */
export function exampleWorkflows(): Example[] {
  return readdirSync(EXAMPLES)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const workflow = JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as Omit<Example, 'id'>;
      return { ...workflow, id: basename(file, '.json') };
    });
}

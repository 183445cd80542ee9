import type {
  IExecuteFunctions,
  INodeExecutionData,
  INodeProperties,
  INodePropertyOptions,
} from 'n8n-workflow';

/** One operation of the node: its entry in the UI, its parameters, its outputs and its implementation. */
export interface Operation {
  readonly resource: 'lookup' | 'phoneNumber';
  readonly option: INodePropertyOptions;
  /** What an AI model is told about it when the node is an agent's tool, what it costs included. */
  readonly toolDescription: string;
  /** Its own and those of `sharedParameters.ts`; the table adds when to show them. */
  readonly parameters: readonly INodeProperties[];
  /** The entries of its *Options*: its own and those of `options.ts`. */
  readonly options: readonly INodeProperties[];
  /** The labels of its outputs. */
  readonly outputs: readonly string[];
  execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

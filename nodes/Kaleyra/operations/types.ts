import type {
  IExecuteFunctions,
  INodeExecutionData,
  INodeProperties,
  INodePropertyOptions,
} from 'n8n-workflow';

/** One operation of the node: how it is offered, what can be set, what comes out, and what it does. */
export interface Operation {
  readonly resource: 'lookup' | 'phoneNumber';
  readonly option: INodePropertyOptions;
  /** Its own and those of `sharedParameters.ts`, without saying for which operations they are shown. */
  readonly parameters: readonly INodeProperties[];
  /** What its *Options* offer: its own and those of `options.ts`. */
  readonly options: readonly INodeProperties[];
  /** The labels of its outputs. */
  readonly outputs: readonly string[];
  execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

import type {
  IExecuteFunctions,
  INodeExecutionData,
  INodeProperties,
  INodePropertyOptions,
} from 'n8n-workflow';

/** One operation of the node: how it is offered, its own fields, and what it does. */
export interface Operation {
  readonly resource: 'lookup' | 'phoneNumber';
  readonly option: INodePropertyOptions;
  /** Fields of this operation alone; those it shares are in `fields.ts`. */
  readonly fields: INodeProperties[];
  execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

import type { IExecuteFunctions } from 'n8n-workflow';

/** Shows one sentence about the run in the output panel. */
export function hint(context: IExecuteFunctions, message: string, paid: boolean): void {
  const pin =
    paid && context.getMode() === 'manual' ? '. Pin this output to build on without paying again' : '';
  context.addExecutionHints({ message: message + pin, type: 'info', location: 'outputPane' });
}

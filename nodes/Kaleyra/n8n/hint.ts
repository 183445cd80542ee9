import type { IExecuteFunctions } from 'n8n-workflow';

/** Shows one sentence about the run in the output panel. */
export function hint(context: IExecuteFunctions, message: string, paid: boolean): void {
  const isWorthPinning = paid && context.getMode() === 'manual';
  const told = isWorthPinning ? `${message}. Pin this output to build on without paying again.` : message;
  context.addExecutionHints({ message: told, type: 'info', location: 'outputPane' });
}

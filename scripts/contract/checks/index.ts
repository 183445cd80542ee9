import { accountChecks } from './account';
import { billingChecks } from './billing';
import { detailsChecks } from './details';
import { requestChecks } from './requests';
import { responseChecks } from './responses';

/** Everything the node relies on, documented or assumed, each with its check. docs/contract.md lists them all. */
export const CHECKS = [
  ...requestChecks,
  ...responseChecks,
  ...detailsChecks,
  ...billingChecks,
  ...accountChecks,
];

export type AssumptionId = (typeof CHECKS)[number]['id'];

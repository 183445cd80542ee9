export { detailsDraft } from './details';
export { emit, rejectedDrafts, validDrafts, type Emission, type RowOf } from './emit';
export { planNumbers } from './plan';
export { merged } from './items';
export { inRequests } from './requests';
export { notSent, settle, unasked, type Answered } from './settle';
export { plural, tellCheck, tellDetails, tellRun } from './tell';
export type {
  Answer,
  Draft,
  FailedDraft,
  Failure,
  Fate,
  Json,
  Ledger,
  OutputMode,
  Plan,
  Stray,
  Wanted,
} from './types';

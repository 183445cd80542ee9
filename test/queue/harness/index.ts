export { Cluster, WORKER_CONCURRENCY } from './cluster';
export { contactLists, digitsOf, type Contact } from './contacts';
export { until } from './until';
export type { Worker } from './worker';

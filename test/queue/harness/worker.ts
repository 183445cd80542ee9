import type { Running } from '../../support/n8n';

/** A worker of the queue mode, and what it says it did. */
export class Worker {
  constructor(private readonly running: Running) {}

  /** IDs of the executions it took from the queue. */
  get started(): string[] {
    return this.idsAfter('Worker started execution');
  }

  /** IDs of the executions it brought to a good end. */
  get finished(): string[] {
    return this.idsAfter('Worker finished execution');
  }

  /** Ends at once, as a machine that loses power. */
  kill: Running['kill'] = () => this.running.kill();

  stop: Running['stop'] = () => this.running.stop();

  private idsAfter(words: string): string[] {
    return [...this.running.log.matchAll(new RegExp(`${words} (\\d+)`, 'g'))].map(([, id]) => String(id));
  }
}

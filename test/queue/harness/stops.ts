/** Stops what was started; resolves when it is gone. */
export type Stop = () => Promise<void>;

/** Everything that has to be stopped in the end, the last first, whatever happened before. */
export class Stops {
  private readonly stops: Stop[] = [];
  private over = false;

  add(stop: Stop): void {
    this.stops.push(stop);
  }

  /** Waits for something to be started, to stop it in the end; what is started after the end is stopped at once. */
  async keep<T extends { stop: Stop }>(starting: Promise<T>): Promise<T> {
    const started = await starting;
    if (this.over) {
      await started.stop();
      throw new Error('Started too late');
    }
    this.add(() => started.stop());
    return started;
  }

  /** Stops all, even if some of it fails. */
  async run(): Promise<void> {
    this.over = true;
    const errors: unknown[] = [];
    for (let stop = this.stops.pop(); stop !== undefined; stop = this.stops.pop()) {
      await stop().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be stopped');
  }
}

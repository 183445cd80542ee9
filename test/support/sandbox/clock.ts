// Captured when the module is loaded, so that a test that fakes the client's timers does not stop the server's.
const { setTimeout, clearTimeout } = globalThis;

/** Pauses that end with the server. */
export class Clock {
  private readonly pauses = new Set<NodeJS.Timeout>();

  /** Resolves after `ms` milliseconds, but never after `stop`. */
  async pause(ms: number): Promise<void> {
    if (ms <= 0) return;
    await new Promise<void>((resolve) => {
      const pause = setTimeout(() => {
        this.pauses.delete(pause);
        resolve();
      }, ms);
      this.pauses.add(pause);
    });
  }

  stop(): void {
    for (const pause of this.pauses) clearTimeout(pause);
    this.pauses.clear();
  }
}

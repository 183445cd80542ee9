import type { Steps } from '../nodes/Kaleyra/steps';

/** Does all steps of some work without a pause. */
export function atOnce<T>(work: Steps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

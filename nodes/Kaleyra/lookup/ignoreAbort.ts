/** For `catch`: ignores whatever is thrown once the execution is canceled, and throws it before that. */
export function ignoreAbort(signal: AbortSignal | undefined): (thrown: unknown) => void {
  return (thrown) => {
    if (signal?.aborted !== true) throw thrown;
  };
}

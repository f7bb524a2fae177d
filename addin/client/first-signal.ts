/** A signal that goes with the first of two. Web views before 2024 lack AbortSignal.any. */
export function firstOf(limit: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  if (other === undefined) return limit;
  const either = new AbortController();
  for (const signal of [limit, other]) {
    if (signal.aborted) either.abort(signal.reason);
    signal.addEventListener('abort', () => either.abort(signal.reason), { once: true });
  }
  return either.signal;
}

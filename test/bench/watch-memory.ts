/** Samples the resident memory; gives the most that it has seen, in MB, and stops. */
export function watchMemory(): () => number {
  let most = 0;
  const sample = () => (most = Math.max(most, process.memoryUsage.rss() / 2 ** 20));
  const timer = setInterval(sample, 20);
  return () => {
    sample();
    clearInterval(timer);
    return most;
  };
}

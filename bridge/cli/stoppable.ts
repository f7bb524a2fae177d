import { FINISH_MS_MAX, StopSwitch, type Stop } from '../delivery/stop.js';
import { EXIT_REFUSED, note } from './console.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Said when a sending is told to stop. */
export const STOPPING = `Stopping: what is on its way is finished first, in ${FINISH_MS_MAX / 1_000} seconds at most. Ctrl+C once more ends it at once.`;

/** Does work that Ctrl+C or a stop signal brings to an end gently; a second one ends the program at once. */
export async function stoppable<Result>(work: (stop: Stop) => Promise<Result>): Promise<Result> {
  const stop = new StopSwitch();
  const leave = () => process.exit(EXIT_REFUSED);
  stop.givenUp.addEventListener('abort', leave);
  const onSignal = () => {
    if (stop.asked.aborted) leave();
    note(STOPPING);
    stop.ask();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  try {
    return await work(stop);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    stop.done();
  }
}

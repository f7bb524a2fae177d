import { useCallback, useEffect } from 'react';
import { useTask, type Task } from './use-task.js';

/** Loads something when the screen opens, and again when asked; the old result stays in sight meanwhile. */
export function useLoaded<Result>(load: () => Promise<Result>): Task<Result> & { readonly reload: () => void } {
  const task = useTask<Result>();
  const { start } = task;
  const reload = useCallback(() => void start(load), [start, load]);
  useEffect(reload, [reload]);
  return { ...task, reload };
}

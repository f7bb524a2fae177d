import { useCallback, useEffect, useRef, useState } from 'react';
import { isAbort } from '../../client/bridge-answer.js';
import { troubleOf, type Trouble } from '../trouble.js';

/** Work that takes longer than this is shown as progress; the promise to the person is half a second. */
const SLOW_AFTER_MS = 400;

interface TaskState<Result> {
  readonly busy: boolean;
  readonly slow: boolean;
  readonly trouble: Trouble | null;
  readonly result: Result | null;
}

export interface Task<Result> extends TaskState<Result> {
  /** Runs the work; gives its result, or null when it failed, was cancelled, or the task was busy already. */
  readonly start: (work: (signal: AbortSignal) => Promise<Result>) => Promise<Result | null>;
  readonly cancel: () => void;
  /** Tells at once, where `busy` tells with the next rendering. */
  readonly isRunning: () => boolean;
  /** Forgets result and trouble. */
  readonly reset: () => void;
}

/**
 * One thing at a time that the pane does for the person: whether it is busy, whether that takes long enough to be shown,
 * what came of it or what went wrong. The last result stays until new work succeeds, so a failure loses nothing.
 */
export function useTask<Result>(): Task<Result> {
  const [state, setState] = useState<TaskState<Result>>(idle);
  const running = useRef<AbortController | null>(null);
  const mounted = useRef(true);

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const start = useCallback(async (work: (signal: AbortSignal) => Promise<Result>) => {
    if (running.current !== null) return null;
    const controller = new AbortController();
    running.current = controller;
    const show = (change: Partial<TaskState<Result>>) => {
      if (mounted.current) setState((before) => ({ ...before, ...change }));
    };
    show({ busy: true, trouble: null });
    const slowness = setTimeout(() => show({ slow: true }), SLOW_AFTER_MS);
    try {
      const result = await work(controller.signal);
      show({ result });
      return result;
    } catch (error) {
      show({ trouble: isAbort(error) ? null : troubleOf(error) });
      return null;
    } finally {
      clearTimeout(slowness);
      running.current = null;
      show({ busy: false, slow: false });
    }
  }, []);

  const cancel = useCallback(() => running.current?.abort(), []);
  const isRunning = useCallback(() => running.current !== null, []);
  const reset = useCallback(() => setState((before) => ({ ...before, trouble: null, result: null })), []);
  return { ...state, start, cancel, isRunning, reset };
}

function idle<Result>(): TaskState<Result> {
  return { busy: false, slow: false, trouble: null, result: null };
}

import { useCallback, useRef, useState } from 'react';
import type { Activity } from '../../sheets/activity.js';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import type { PullProgress } from '../../sheets/sheet-engine.js';
import type { TypedElsewhere } from '../../sheets/typed-elsewhere.js';
import { usePane } from '../pane-context.js';
import { useActivity } from './use-activity.js';
import { useTask } from './use-task.js';

export interface SheetProgress {
  readonly kind: SheetKindId;
  /** Null until the bridge has said how many rows there are. */
  readonly rows: PullProgress | null;
}

/** Pulls into a sheet, one at a time, with progress, a way to cancel, and a way to try again. */
export function usePull() {
  const { engine } = usePane();
  const task = useTask<boolean>();
  const { start, reset } = task;
  const [progress, setProgress] = useState<SheetProgress | null>(null);
  const last = useRef<[kind: SheetKindId, parameters: unknown, typed?: TypedElsewhere] | null>(null);

  // What the ribbon is asked to do next takes the place of an older failure.
  useActivity(
    useCallback(
      ({ origin, type }: Activity) => {
        if (origin === 'ribbon' && type !== 'pulled' && type !== 'pushed') reset();
      },
      [reset],
    ),
  );

  /** Gives true when the sheet is there. */
  const pull = useCallback(
    async (kind: SheetKindId, parameters: unknown, typed?: TypedElsewhere): Promise<boolean> => {
      last.current = [kind, parameters, typed];
      setProgress({ kind, rows: null });
      const onProgress = (rows: PullProgress) => setProgress({ kind, rows });
      const pulled = await start(async (signal) => {
        await engine.pull(kind, parameters, { onProgress, signal, typed });
        return true;
      });
      return pulled !== null;
    },
    [engine, start],
  );

  /** The last pull once more, after it failed. */
  const again = useCallback(() => {
    if (last.current !== null) void pull(...last.current);
  }, [pull]);

  return { ...task, pull, again, progress };
}

export type PullTask = ReturnType<typeof usePull>;

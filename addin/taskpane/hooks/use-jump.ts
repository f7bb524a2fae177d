import { useCallback, useState } from 'react';
import type { GoToResult, SheetCellPlace } from '../../sheets/sheet-engine.js';
import { usePane } from '../pane-context.js';
import { useTask } from './use-task.js';

/** A cell as an issue or a conflict names it. */
export type JumpTarget = Omit<SheetCellPlace, 'pullId'>;

/** Goes to cells of a pull's sheet. A row that a filter hides can be shown. */
export function useJump(pullId: string) {
  const { engine } = usePane();
  const { start, reset, trouble, result } = useTask<GoToResult>();
  const [place, setPlace] = useState<SheetCellPlace | null>(null);

  const goTo = useCallback(
    (target: JumpTarget) => {
      const wanted = { pullId, ...target };
      reset();
      setPlace(wanted);
      void start(() => engine.goTo(wanted));
    },
    [engine, pullId, start, reset],
  );

  const show = useCallback(() => {
    if (place !== null) void start(() => engine.showRow(place));
  }, [engine, place, start]);

  const hiddenRow = trouble === null && result?.found === 'hidden' ? result.sheetRow : null;
  return { goTo, show, reset, trouble, hiddenRow };
}

export type Jump = ReturnType<typeof useJump>;

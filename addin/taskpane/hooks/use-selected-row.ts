import { useEffect, useState } from 'react';
import type { SelectedRow } from '../../sheets/sheet-engine.js';
import { usePane } from '../pane-context.js';

/** The row of the Curbstop sheet in front that is selected, followed as the person moves; null for none. */
export function useSelectedRow(): SelectedRow | null {
  const { engine } = usePane();
  const [row, setRow] = useState<SelectedRow | null>(null);

  useEffect(() => {
    let wanted = true;
    const listening = engine.onRowSelected((found) => {
      if (wanted) setRow((before) => (isSame(before, found) ? before : found));
    });
    listening.catch(() => setRow(null));
    return () => {
      wanted = false;
      listening.then((stop) => stop()).catch(() => undefined);
    };
  }, [engine]);

  return row;
}

/** Moving along a row is no reason to ask for it again. */
function isSame(one: SelectedRow | null, other: SelectedRow | null): boolean {
  const isRow = one?.pullId === other?.pullId && one?.rowKey === other?.rowKey;
  return isRow && one?.accountId === other?.accountId;
}

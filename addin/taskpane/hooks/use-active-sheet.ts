import { useEffect, useState } from 'react';
import type { SheetInFront } from '../../sheets/sheet-engine.js';
import { usePane } from '../pane-context.js';

/** What of Curbstop is in front in the workbook, followed as the person changes worksheets; null for any other sheet. */
export function useActiveSheet(): SheetInFront {
  const { engine } = usePane();
  const [active, setActive] = useState<SheetInFront>(null);

  useEffect(() => {
    let wanted = true;
    const show = (found: SheetInFront) => {
      if (wanted) setActive(found);
    };
    const none = () => show(null);
    const listening = engine.onActiveChanged(show);
    engine.active().then(show, none);
    listening.catch(none);
    return () => {
      wanted = false;
      listening.then((stop) => stop()).catch(none);
    };
  }, [engine]);

  const pullId = active === null || active.isCopy ? null : active.pullId;
  useEffect(() => {
    // Rows may have been reversed elsewhere. A bridge that does not answer is told of by whatever is done next.
    if (pullId !== null) engine.markReversed(pullId).catch(() => undefined);
  }, [engine, pullId]);

  return active;
}

import { useEffect, useState } from 'react';
import type { ActiveSheet, SheetInFront } from '../../sheets/sheet-engine.js';
import { usePane } from '../pane-context.js';

/** The Curbstop sheet that is active in the workbook, followed as the person changes worksheets; null for any other. */
export function useActiveSheet(): ActiveSheet | null {
  const { engine } = usePane();
  const [active, setActive] = useState<ActiveSheet | null>(null);

  useEffect(() => {
    let wanted = true;
    const show = (found: SheetInFront) => {
      if (wanted) setActive(found === null || found.isCopy ? null : found);
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

  return active;
}

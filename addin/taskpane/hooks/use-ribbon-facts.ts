import { useEffect } from 'react';
import { usePane } from '../pane-context.js';
import type { Connection } from './use-connection.js';

/** Tells the ribbon's buttons what the bridge makes possible. While it is being reached, or can't be, they stay as they are. */
export function useRibbonFacts(connection: Connection): void {
  const { ribbon } = usePane();
  useEffect(() => {
    if (connection.stage === 'pairing') ribbon.learn({ isPaired: false });
    if (connection.stage === 'ready') {
      ribbon.learn({ isPaired: true, hasOpenRun: connection.home.runs.length > 0 });
    }
  }, [ribbon, connection]);
}

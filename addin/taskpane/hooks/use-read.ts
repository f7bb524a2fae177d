import { useCallback, useEffect, useState } from 'react';
import type { ReadReply } from '../../../bridge/contract/api.js';
import { isAbort } from '../../client/bridge-answer.js';
import type { Activity } from '../../sheets/activity.js';
import type { SelectedRow } from '../../sheets/sheet-engine.js';
import { usePane } from '../pane-context.js';
import { troubleOf, type Trouble } from '../trouble.js';
import { useActivity } from './use-activity.js';

/** Arrow keys held down pass rows that nobody wants to see. */
const SETTLED_AFTER_MS = 150;

interface ShownRead {
  readonly read: ReadReply | null;
  readonly trouble: Trouble | null;
}

/**
 * The read of a row of the Readings sheet, once the selection rests; the one before stays in sight meanwhile. It is asked
 * for again once a push or a pull may have brought something of it.
 */
export function useRead(row: SelectedRow | null): ShownRead {
  const { client } = usePane();
  const [shown, setShown] = useState<ShownRead>({ read: null, trouble: null });
  const [changes, setChanges] = useState(0);
  const [billRunId, rowKey] = [row?.billRunId ?? null, row?.rowKey ?? null];

  useActivity(
    useCallback((activity: Activity) => {
      if (activity.type === 'pulled' || (activity.type === 'pushed' && !activity.dryRun))
        setChanges((count) => count + 1);
    }, []),
  );

  useEffect(() => {
    if (billRunId === null || rowKey === null || rowKey === '') return;
    const controller = new AbortController();
    const ask = async () => {
      try {
        setShown({ read: await client.read(billRunId, rowKey, controller.signal), trouble: null });
      } catch (error) {
        if (!isAbort(error)) setShown({ read: null, trouble: troubleOf(error) });
      }
    };
    const timer = setTimeout(() => void ask(), SETTLED_AFTER_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, billRunId, rowKey, changes]);

  return row === null || row.rowKey === '' ? { read: null, trouble: null } : shown;
}

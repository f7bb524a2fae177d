import { useCallback, useState } from 'react';
import type { Activity } from '../../sheets/activity.js';
import { troubleOf, type Trouble } from '../trouble.js';
import { words } from '../words.js';
import { useActivity } from './use-activity.js';

export interface RibbonWork {
  /** What the ribbon's button is doing; null while it does nothing. */
  readonly doing: string | null;
  readonly trouble: Trouble | null;
}

const NOTHING: RibbonWork = { doing: null, trouble: null };

/** What the ribbon's buttons are doing, and what went wrong with them. The pane's own work is shown where it was asked. */
export function useRibbonWork(isPaneWorking: () => boolean): RibbonWork & { readonly dismiss: () => void } {
  const [work, setWork] = useState(NOTHING);
  useActivity(
    useCallback(
      (activity: Activity) => {
        if (!isPaneWorking()) setWork(workOf(activity));
      },
      [isPaneWorking],
    ),
  );
  const dismiss = useCallback(() => setWork(NOTHING), []);
  return { ...work, dismiss };
}

function workOf(activity: Activity): RibbonWork {
  switch (activity.type) {
    case 'pull-started':
      return { doing: words.ribbon.pulling, trouble: null };
    case 'push-started':
      return { doing: activity.dryRun ? words.ribbon.previewing : words.ribbon.pushing, trouble: null };
    case 'failed':
      return { doing: null, trouble: troubleOf(activity.error) };
    case 'pulled':
    case 'pushed':
      return NOTHING;
  }
}

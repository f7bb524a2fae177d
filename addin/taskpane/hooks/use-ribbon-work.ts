import { useCallback, useState } from 'react';
import type { Activity } from '../../sheets/activity.js';
import { troubleOf, type Trouble } from '../trouble.js';
import { words } from '../words.js';
import { useActivity } from './use-activity.js';

export interface RibbonState {
  /** What the ribbon's button is doing; null while it does nothing. */
  readonly doing: string | null;
  readonly trouble: Trouble | null;
  /** What it asked the pane for: a screen, or the way in which a sheet is pushed. A pane that is only opening begins there. */
  readonly asked: 'rates' | 'receipts' | 'way' | null;
  /** True when it got through, until something else is done. */
  readonly isDone: boolean;
}

export type RibbonWork = RibbonState & { readonly dismiss: () => void };

const NOTHING: RibbonState = { doing: null, trouble: null, asked: null, isDone: false };

/** What the ribbon's buttons are doing, and what came of the last. The pane's own work is shown where it was asked. */
export function useRibbonWork(): RibbonWork {
  const [state, setState] = useState(NOTHING);
  useActivity(useCallback((activity: Activity) => setState((before) => ribbonAfter(before, activity)), []));
  const dismiss = useCallback(() => setState(({ doing }) => ({ ...NOTHING, doing })), []);
  return { ...state, dismiss };
}

/** How the ribbon stands after an activity. The pane's own work only takes away what the ribbon had to say before. */
export function ribbonAfter(before: RibbonState, activity: Activity): RibbonState {
  if (activity.origin === 'pane') return isStart(activity) ? { ...NOTHING, doing: before.doing } : before;
  switch (activity.type) {
    case 'pull-started':
      return { ...NOTHING, doing: words.ribbon.pulling };
    case 'push-started':
      return { ...NOTHING, doing: activity.dryRun ? words.ribbon.previewing : words.ribbon.pushing };
    case 'screen-asked':
      return { ...NOTHING, asked: activity.screen };
    case 'way-asked':
      return { ...NOTHING, asked: 'way' };
    case 'failed':
      return { ...NOTHING, trouble: troubleOf(activity.error) };
    case 'pulled':
    case 'pushed':
      return { ...NOTHING, isDone: true };
  }
}

function isStart({ type }: Activity): boolean {
  return type === 'pull-started' || type === 'push-started';
}

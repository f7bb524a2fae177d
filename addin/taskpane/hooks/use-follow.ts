import { useCallback, useState, type Dispatch, type SetStateAction } from 'react';
import type { PullReply } from '../../../bridge/contract/api.js';
import type { Activity } from '../../sheets/activity.js';
import { runOfParameters } from '../home/run-actions.js';
import type { View } from '../view.js';
import { useActivity } from './use-activity.js';

export interface Pulled {
  readonly pull: PullReply;
  readonly sheetName: string;
}

export interface Followed {
  /** The last pull, from the pane or the ribbon. */
  readonly pulled: Pulled | null;
  /** The bill runs whose preview was pulled: these are ready to be posted. */
  readonly previewPulled: ReadonlySet<string>;
}

/**
 * Follows pulls and pushes, from the pane or the ribbon: Home is asked for anew, and the sheet's screen opens unless the
 * person is at something else, such as unloading a file, which must not be torn away. The tariffs, the
 * receipts or the sheet's screen open when the ribbon's button asks for them.
 */
export function useFollow(refreshHome: () => void, setView: Dispatch<SetStateAction<View>>): Followed {
  const [pulled, setPulled] = useState<Pulled | null>(null);
  const [previewPulled, setPreviewPulled] = useState<ReadonlySet<string>>(new Set());
  useActivity(
    useCallback(
      (activity: Activity) => {
        if (activity.type === 'screen-asked') setView({ at: activity.screen });
        if (activity.type === 'way-asked') setView({ at: 'sheet' });
        if (activity.type !== 'pulled' && activity.type !== 'pushed') return;
        if (activity.type === 'pulled') {
          setPulled(activity);
          const billRunId = activity.pull.kind === 'bill-preview' ? runOfParameters(activity.parameters) : null;
          if (billRunId !== null) setPreviewPulled((before) => new Set(before).add(billRunId));
        }
        setView((now) => (now.at === 'home' ? { at: 'sheet' } : now));
        refreshHome();
      },
      [refreshHome, setView],
    ),
  );
  return { pulled, previewPulled };
}

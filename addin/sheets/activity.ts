import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { PullReply } from '../../bridge/contract/api.js';
import type { PushOutcome } from './push-outcome.js';

/** What the engine or a ribbon button just did, for whoever shows it. */
export type Activity =
  | { readonly type: 'pull-started'; readonly kind: SheetKindId }
  | { readonly type: 'pulled'; readonly pull: PullReply; readonly sheetName: string }
  | { readonly type: 'push-started'; readonly dryRun: boolean }
  | { readonly type: 'pushed'; readonly dryRun: boolean; readonly outcome: PushOutcome }
  | { readonly type: 'failed'; readonly command: string; readonly error: unknown };

export type ActivityListener = (activity: Activity) => void;

const listeners = new Set<ActivityListener>();

/** The pane and the ribbon run in one page, so a set of listeners is all the messaging that they need. */
export const activities = {
  publish(activity: Activity): void {
    for (const listener of [...listeners]) listener(activity);
  },
  /** Gives a function that stops the listener. */
  subscribe(listener: ActivityListener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { PullReply } from '../../bridge/contract/api.js';
import type { PushOutcome } from './push-outcome.js';

/** Who asked for the work: the two may be at it at the same time. */
export type ActivityOrigin = 'pane' | 'ribbon';

/** What the engine or a ribbon button just did, for whoever shows it. */
export type Activity = { readonly origin: ActivityOrigin } & (
  | { readonly type: 'pull-started'; readonly kind: SheetKindId }
  | {
      readonly type: 'pulled';
      readonly pull: PullReply;
      readonly parameters: unknown;
      readonly sheetName: string;
    }
  | { readonly type: 'push-started'; readonly dryRun: boolean }
  | { readonly type: 'pushed'; readonly dryRun: boolean; readonly outcome: PushOutcome }
  | { readonly type: 'screen-asked'; readonly screen: 'rates' | 'receipts' }
  | { readonly type: 'way-asked' }
  | { readonly type: 'failed'; readonly command: string; readonly error: unknown }
);

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

import { createContext, useContext } from 'react';
import type { BridgeClient } from '../client/bridge-client.js';
import type { PendingPushes } from '../client/pending-push.js';
import type { RibbonButtons } from '../ribbon/ribbon-state.js';
import type { SheetEngine } from '../sheets/sheet-engine.js';
import type { Session } from './session.js';

/** What the pane asks of the bridge. */
export type PaneClient = Pick<
  BridgeClient,
  | 'hello'
  | 'pair'
  | 'home'
  | 'command'
  | 'receipts'
  | 'clients'
  | 'paymentLayouts'
  | 'routes'
  | 'readingLayouts'
  | 'tariffs'
  | 'studyRates'
  | 'compareRun'
  | 'monthEnd'
  | 'runSteps'
  | 'read'
  | 'findAccounts'
  | 'accountDetail'
  | 'loads'
  | 'makeRunStatements'
  | 'runOutputs'
  | 'runStatements'
  | 'sendMailing'
  | 'sendCalls'
  | 'sendNotices'
  | 'saveLoad'
  | 'saveStatement'
  | 'saveLetters'
>;

/** What the pane asks of the sheets. */
export type PaneEngine = Pick<
  SheetEngine,
  | 'pull'
  | 'active'
  | 'push'
  | 'markReversed'
  | 'postAgain'
  | 'goTo'
  | 'showRow'
  | 'nextRowOfAccount'
  | 'onActiveChanged'
  | 'onRowSelected'
  | 'followTypedAccounts'
>;

/** The things that every screen works with. */
export interface Pane {
  readonly client: PaneClient;
  readonly engine: PaneEngine;
  readonly session: Pick<Session, 'token' | 'keep' | 'forget' | 'chosenRun' | 'choose' | 'isOpen' | 'keepOpen'>;
  /** The ids of commands whose answer has not come. */
  readonly pending: Pick<PendingPushes, 'idFor' | 'settle'>;
  /** Which buttons of Excel's ribbon apply. */
  readonly ribbon: Pick<RibbonButtons, 'learn'>;
}

export const PaneContext = createContext<Pane | null>(null);

/** What the screens work with. Throws outside of the pane. */
export function usePane(): Pane {
  const pane = useContext(PaneContext);
  if (pane === null) throw new Error('usePane is for components inside the pane.');
  return pane;
}

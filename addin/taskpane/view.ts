import type { OpenRun } from '../../bridge/contract/api.js';

/** The tabs of the pane. */
export const tabs = ['home', 'sheet', 'receipts', 'settings'] as const;
export type Tab = (typeof tabs)[number];

/** The screen that is shown. Load, unload, payments, post, rates, routes, month end and compare are reached from Home, a
 * reversal from Receipts, an account from a search or from a row of a sheet. */
export type View =
  | { readonly at: Tab }
  | { readonly at: 'unload' | 'payments' | 'rates' | 'routes' | 'month-end' | 'compare' }
  | { readonly at: 'load' | 'post'; readonly run: OpenRun }
  | { readonly at: 'reverse' | 'outputs'; readonly billRunId: string }
  | { readonly at: 'reverse-push'; readonly receiptNumber: number }
  | { readonly at: 'accounts'; readonly searched: string }
  | AccountView;

/** An account, and the screen that it was opened from. */
export interface AccountView {
  readonly at: 'account';
  readonly accountId: string;
  readonly from: View;
}

/** The tab that a screen belongs to. */
export function tabOf(view: View): Tab {
  if (view.at === 'reverse' || view.at === 'reverse-push') return 'receipts';
  if (view.at === 'account') return tabOf(view.from);
  return tabs.find((tab) => tab === view.at) ?? 'home';
}

/** Opens an account; going back leads to where the person was before the first of several. */
export function accountView(accountId: string, from: View): AccountView {
  return { at: 'account', accountId, from: from.at === 'account' ? from.from : from };
}

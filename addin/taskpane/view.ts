import type { OpenRun } from '../../bridge/contract/api.js';

/** The tabs of the pane. */
export const tabs = ['home', 'sheet', 'receipts', 'settings'] as const;
export type Tab = (typeof tabs)[number];

/** The screen that is shown. Load, unload, payments, post, rates, routes and month end are reached from Home, a reversal from Receipts. */
export type View =
  | { readonly at: Tab }
  | { readonly at: 'unload' | 'payments' | 'rates' | 'routes' | 'month-end' }
  | { readonly at: 'load' | 'post'; readonly run: OpenRun }
  | { readonly at: 'reverse'; readonly billRunId: string };

/** The tab that a screen belongs to. */
export function tabOf(view: View): Tab {
  if (view.at === 'reverse') return 'receipts';
  return tabs.find((tab) => tab === view.at) ?? 'home';
}

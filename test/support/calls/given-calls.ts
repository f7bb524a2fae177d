import type { AccountUse } from '../../../bridge/domain/calls/account-use.js';
import type { CallCandidate, CallKnowledge } from '../../../bridge/domain/calls/call-list.js';
import { callsLayoutSchema } from '../../../bridge/contract/settings/calls-layout.js';
import { callsResultsLayoutSchema } from '../../../bridge/contract/settings/calls-results-layout.js';
import { callsSchema, type CallsSetting } from '../../../bridge/contract/settings/calls.js';
import { startingCalls, startingCallsLayout, startingCallsResultsLayout } from '../../../migrations/starting-calls.js';

/** The settings that a new utility has, as a person could set them. */
export const SETTING: CallsSetting = callsSchema.parse(startingCalls);
export const LAYOUT = callsLayoutSchema.parse(startingCallsLayout);
export const RESULTS_LAYOUT = callsResultsLayoutSchema.parse(startingCallsResultsLayout);

export const NO_LEAK: AccountUse = {
  ...{ gallons: 5_000, usualGallons: 5_000, days: 30, isEstimated: false },
  ...{ leak: null, leakDays: null },
};

/** A customer who used three times the usual and agreed to calls. */
export function candidate(accountId: string, more: Partial<CallCandidate> = {}): CallCandidate {
  return {
    ...{ accountId, customerName: `Customer ${accountId}`, address: `${accountId} Test St`, hasLeft: false },
    ...{ phone: '205-555-0143', calls: 'consent', use: { ...NO_LEAK, gallons: 15_000 } },
    ...more,
  };
}

export const NOTHING_KNOWN: CallKnowledge = { optedOut: new Map(), earlier: [], decisions: new Map() };

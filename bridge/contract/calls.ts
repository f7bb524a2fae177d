/** Why a customer is called. */
export const callReasons = ['leak', 'high'] as const;
export type CallReason = (typeof callReasons)[number];

/** What the coordinator decides of a call. */
export const callDecisions = ['call', 'skip'] as const;
export type CallDecision = (typeof callDecisions)[number];

/** What comes of a call. */
export const callOutcomes = ['answered', 'voicemail', 'busy', 'no-answer', 'wrong-number', 'opted-out'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

export const callOutcomeWords: Readonly<Record<CallOutcome, string>> = {
  answered: 'answered',
  voicemail: 'voicemail',
  busy: 'busy',
  'no-answer': 'no answer',
  'wrong-number': 'wrong number',
  'opted-out': 'opted out',
};

/** The largest file of results. */
export const CALL_RESULTS_BYTES_MAX = 8 * 1024 * 1024;

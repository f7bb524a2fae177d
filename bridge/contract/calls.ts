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

/** A call as it stands in a file for the calling service, before the file names it. */
export interface PlacedCall {
  /** As 205-555-0143. */
  readonly phone: string;
  /** By number. */
  readonly accounts: readonly { readonly accountId: string; readonly sentence: string }[];
  readonly reason: CallReason | 'several';
  /** Empty of a call for several properties, like the address and the gallons: it tells nothing of any customer. */
  readonly customerName: string;
  readonly address: string;
  readonly usageGallons: number | null;
  readonly usualGallons: number | null;
  readonly message: string;
}

/** The largest file of results. */
export const CALL_RESULTS_BYTES_MAX = 8 * 1024 * 1024;

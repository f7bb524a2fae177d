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

/** Tells whether a call reached nobody, not even by a message that was left, so that it may be tried again. */
export function isUnreached(outcome: CallOutcome | null): boolean {
  return outcome === 'busy' || outcome === 'no-answer';
}

/** Who is called of a run: whoever was not called yet; again those whom no call reached; or again all of it. */
export const callGroups = ['uncalled', 'unreached', 'all'] as const;
export type CallGroup = (typeof callGroups)[number];

/** A call as it stands in a file for the calling service, before the file names it. */
export interface PlacedCall {
  /** As 205-555-0143. */
  readonly phone: string;
  /** By number. */
  readonly accounts: readonly { readonly accountId: string; readonly sentence: string }[];
  readonly reason: CallReason | 'several';
  /** The account number that the file tells. Empty of a call for several properties, as is what follows: it is of nobody. */
  readonly account: string;
  readonly customerName: string;
  readonly address: string;
  readonly usageGallons: number | null;
  readonly usualGallons: number | null;
  readonly message: string;
}

/** The largest file of results. */
export const CALL_RESULTS_BYTES_MAX = 8 * 1024 * 1024;

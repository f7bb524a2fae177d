import type { ApprovalWord } from '../../contract/sheets/pending-approvals.js';

/** What one person said of a request. */
export interface SaidWord {
  readonly decision: ApprovalWord;
  readonly isFinal: boolean;
  readonly word: string;
  readonly personName: string;
  readonly receipt: number;
  /** The receipt that took back what was posted by it; null while that stands. */
  readonly reversedBy: number | null;
}

/** What became of a request by each word. */
export const DONE: Readonly<Record<ApprovalWord, string>> = {
  approve: 'approved',
  return: 'returned',
  decline: 'declined',
  withdraw: 'withdrawn',
  emergency: 'approved in an emergency',
  acknowledge: 'acknowledged',
};

/** Tells whether a word posts what was asked for. */
export function isApproval({ decision }: Pick<SaidWord, 'decision'>): boolean {
  return decision === 'approve' || decision === 'emergency';
}

/** What the Status of a row says that was kept as a request, e.g. "Request 3: waits." */
export function requestStatus({ requestNumber, said }: { requestNumber: number; said: readonly SaidWord[] }): string {
  return `Request ${requestNumber}: ${requestState(said)}.`;
}

/** Where a request stands, as a person reads it: "waits", "declined by Sam: no invoice", ... */
export function requestState(said: readonly SaidWord[]): string {
  const final = said.find(({ isFinal }) => isFinal);
  const byAll = said.filter(({ decision }) => decision === 'emergency').map(({ personName }) => personName);
  if (final === undefined) return byAll.length === 0 ? 'waits' : `waits; emergency approval by ${byAll.join(' and ')}`;
  const who = final.decision === 'emergency' ? byAll.join(' and ') : final.personName;
  const reversed = final.reversedBy === null ? '' : `, and reversed with receipt ${final.reversedBy}`;
  return `${DONE[final.decision]} by ${who}${wordText(final)}${reversed}${acknowledgedText(said)}`;
}

/** Tells whether it was approved in an emergency that no supervisor has acknowledged yet. */
export function isToAcknowledge(said: readonly SaidWord[]): boolean {
  const isOfEmergency = said.some(({ decision, isFinal }) => isFinal && decision === 'emergency');
  return isOfEmergency && !said.some(({ decision }) => decision === 'acknowledge');
}

/** Who has seen an emergency since, to go on from what was said; nothing of what was approved otherwise. */
export function acknowledgedText(said: readonly SaidWord[]): string {
  if (isToAcknowledge(said)) return '; no supervisor has acknowledged it yet';
  const seen = said.find(({ decision }) => decision === 'acknowledge');
  return seen === undefined ? '' : `; acknowledged by ${seen.personName}${wordText(seen)}`;
}

function wordText({ word }: SaidWord): string {
  return word === '' ? '' : `: ${word}`;
}

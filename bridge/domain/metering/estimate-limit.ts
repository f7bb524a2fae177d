import type { Refusal, WantedDecision } from './decide-read.js';
import { estimatesInARow, isEstimatedTooOften, type ReadFacts } from './read-facts.js';
import { isEstimateByCode } from './review-reports.js';

/**
 * Why a coordinator bills no more estimates of a read in a row than the limit of the setting `reading-review`: be it that
 * it is to be estimated, or that the reading which came is an estimate itself. Null where it is within the limit; beyond
 * it a supervisor decides.
 */
export function refuseEstimateBeyondLimit(facts: ReadFacts, { action }: WantedDecision): Refusal | null {
  const isEstimate = facts.returned.estimated || isEstimateByCode(facts);
  if (action !== 'estimate' && !(action === 'accept' && isEstimate)) return null;
  if (!isEstimatedTooOften(facts)) return null;
  const { estimateLimit } = facts.review.thresholds;
  return {
    refused: true,
    column: 'action',
    code: 'estimated-too-often',
    message: `This would be estimate ${estimatesInARow(facts) + 1} in a row; the limit is ${estimateLimit}.`,
    fix: 'Choose reread or change, or ask a supervisor to decide it in their own pull.',
  };
}

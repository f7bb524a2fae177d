import type { PushOutcome } from '../../sheets/sheet-engine.js';

/** How many rows a push of the valid rows would apply; 0 where the choice must not be offered. */
export function validRows({ reply: { outcome, reply }, localIssues }: PushOutcome): number {
  if (localIssues.length > 0 || reply.refused === 0) return 0;
  if (outcome !== 'previewed' && outcome !== 'refused') return 0;
  return reply.applied;
}

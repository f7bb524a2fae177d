import { calculateLeakCredit, type LeakCredit } from '../../../bridge/domain/adjusting/leak/calculate-leak-credit.js';
import { leakFacts } from '../../../bridge/queries/adjusting/leak-facts.js';
import { chart } from '../../../bridge/queries/chart.js';
import { startingLeakPolicy } from '../../../migrations/starting-leak-policy.js';
import { TODAY } from './sample-town-file.js';
import type { TestTown } from './town.js';

/**
 * Sets a policy by which any use above the usual is of the leak, with its sewer, and gives an account of which it credits two
 * bills, water and sewer of each.
 */
export async function leakOverTwoBills(town: TestTown): Promise<{ accountId: string; credit: LeakCredit }> {
  const months = { most: 2, furtherAbovePercent: '0' };
  const policy = { ...startingLeakPolicy, months, documents: null, sewer: 'same-share' };
  await town.writeSetting('leak-policy', '2026-01-01', policy);
  const accounts = await town.database.raw<{ account_id: string }[]>(
    `SELECT DISTINCT account_id FROM service WHERE service = 'sewer' ORDER BY account_id LIMIT 400`,
  );
  const requests = accounts.map(({ account_id }) => ({
    ...{ accountId: account_id, billNumber: null, cause: 'ruptured hose', documentsOn: null, leakOn: null },
    ...{ requestedOn: TODAY, creditedOn: TODAY },
  }));
  const facts = await leakFacts(town.database, await chart(town.database), requests);
  for (const request of requests) {
    const decision = calculateLeakCredit(request, facts);
    if ('issues' in decision || decision.shares.length < 2) continue;
    if (decision.shares.every(({ charges }) => charges.length === 2)) {
      return { accountId: request.accountId, credit: decision };
    }
  }
  throw new Error('The town has no account of which two bills are credited.');
}

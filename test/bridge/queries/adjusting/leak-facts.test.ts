import assert from 'node:assert/strict';
import { dateInTimeZone } from '../../../../bridge/contract/calendar-date.js';
import { calculateLeakCredit } from '../../../../bridge/domain/adjusting/leak/calculate-leak-credit.js';
import type { LeakRequest } from '../../../../bridge/domain/adjusting/leak/leak-facts.js';
import { leakFacts } from '../../../../bridge/queries/adjusting/leak-facts.js';
import { chart } from '../../../../bridge/queries/chart.js';
import { NOW } from '../../../support/town/sample-town-file.js';
import { adjustmentRow, push } from '../../../support/town/sheet-rows.js';
import { useTown } from '../../../support/town/town.js';

describe('the facts of leak requests', () => {
  const town = useTown();
  const today = dateInTimeZone(NOW, 'America/Chicago');
  const requestOf = (accountId: string, changes: Partial<LeakRequest> = {}): LeakRequest => ({
    ...{ accountId, billNumber: null, cause: 'ruptured hose', documentsOn: today, leakOn: today, requestedOn: today },
    ...changes,
  });
  const factsOf = async (requests: readonly LeakRequest[]) =>
    leakFacts(town().database, await chart(town().database), requests);
  const accounts = async () =>
    (await town().database.raw<{ account_id: string }[]>('SELECT DISTINCT account_id FROM standing_bill')).map((row) => row.account_id);

  it('price every bill of the town again to the cents that it was posted with', async () => {
    const requests = (await accounts()).map((accountId) => requestOf(accountId, { leakOn: null }));
    const facts = await factsOf(requests);
    console.log(requests.length, requests.filter((r) => facts.accounts.get(r.accountId)?.bills.length).length);
    const t = performance.now();
    const codes: Record<string, number> = {};
    for (const r of requests) {
      const d = calculateLeakCredit(r, facts);
      for (const c of 'issues' in d ? d.issues.map((i) => i.code) : ['ok']) codes[c] = (codes[c] ?? 0) + 1;
    }
    console.log(codes, performance.now() - t);
    const first = requests.map((r) => calculateLeakCredit(r, facts)).find((d) => !('issues' in d));
    console.log(JSON.stringify(first, null, 1));
  });
});

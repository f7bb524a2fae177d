import { ZodError } from 'zod';
import { calendarDate } from '../../contract/calendar-date.js';
import { centsToDollars } from '../../contract/money.js';
import { monthOf } from '../../contract/month.js';
import type { RemittanceMonth } from '../../domain/ledger/remittance.js';
import type { Database } from '../../store/database.js';
import { remittances } from '../remittance-report.js';
import { FINDINGS_PER_CHECK_MAX, type Check, type Finding } from './finding.js';

/** At the end of every month, what bills, documents and open items make due to the City is what the ledger has. */
export const remittancesTie: Check = async (database) => {
  try {
    const months = await everyMonth(database);
    return months
      .filter(({ differenceCents }) => differenceCents !== 0)
      .map(finding)
      .slice(0, FINDINGS_PER_CHECK_MAX);
  } catch (error) {
    // A setting, a date or a charge that was changed into what is none is a finding, and no reason to end the proof.
    if (!(error instanceof RangeError || error instanceof SyntaxError || error instanceof ZodError)) throw error;
    return [{ code: 'remittance-differs', message: `What is due to the City can't be reckoned: ${error.message}` }];
  }
};

async function everyMonth(database: Database): Promise<RemittanceMonth[]> {
  const [row] = await database.raw<{ first: string | null; last: string | null }[]>(
    'SELECT min(effective_on) AS first, max(effective_on) AS last FROM journal_entry',
  );
  if (!row || row.first === null || row.last === null) return [];
  return remittances(database, monthOf(calendarDate(row.first)), monthOf(calendarDate(row.last)));
}

function finding({ service, month, ...amounts }: RemittanceMonth): Finding {
  const due = centsToDollars(amounts.dueCents);
  const notCollected = centsToDollars(amounts.notCollectedCents);
  const ledger = `${centsToDollars(amounts.ledgerDueCents)} and ${centsToDollars(amounts.ledgerNotCollectedCents)}`;
  return {
    code: 'remittance-differs',
    message: `At the end of ${month}, ${due} of ${service} is due to the City and ${notCollected} is not collected; the ledger has ${ledger}.`,
  };
}

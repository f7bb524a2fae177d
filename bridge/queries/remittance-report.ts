import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import type { Month } from '../contract/month.js';
import { remittanceReport, type RemittanceFacts, type RemittanceMonth } from '../domain/ledger/remittance.js';
import { bulkRead } from '../store/bulk.js';
import { ruledOn } from '../store/entry-rules.js';
import type { Database } from '../store/database.js';
import { chart } from './chart.js';
import { BILLED, REBILLED } from './proof/book-checks.js';

/** What was charged, from the bills and documents themselves; what an entry reverses counts the other way. */
const CHARGED = `
  SELECT entry_number, 'billed' AS report_column, charge_type, amount_cents - coalesce(tax, 0) AS amount_cents
  FROM (${BILLED}) JOIN charge_type USING (service) WHERE nature = 'service'
  UNION ALL
  SELECT entry_number, 'adjusted', charge_type, amount_cents - coalesce(tax, 0)
  FROM (${REBILLED}) JOIN charge_type USING (service) WHERE nature = 'service'
  UNION ALL
  SELECT entry_number, 'lateCharges', charge_type, amount_cents FROM ledger_document
  WHERE kind = 'late-charge' AND charge_type IS NOT NULL
  UNION ALL
  SELECT entry_number, 'lateCharges', share.value ->> 0, share.value ->> 1
  FROM late_charge_decision, json_each(shares) AS share WHERE entry_number IS NOT NULL
  UNION ALL
  SELECT entry_number, 'adjusted', charge_type, charge.amount_cents
  FROM adjustment JOIN adjusted_charge AS charge USING (adjustment_number)`;

/** Debits that only take back what was applied are no charges that money could be collected for. */
const NOT_CHARGES = `('returned-payment', 'application', 'recovery', 'reversal')`;
const MONEY = `('payment', 'suspense-release', 'deposit-applied', 'application')`;

/** What is due to the City of each of its services, in each of these months. */
export async function remittances(database: Database, from: Month, through: Month): Promise<RemittanceMonth[]> {
  return remittanceReport(await remittanceFacts(database), await chart(database), from, through);
}

/** Everything that the report is reckoned from, summed by day. */
export async function remittanceFacts(database: Database): Promise<RemittanceFacts> {
  return {
    charged: await charged(database),
    items: (await items(database)).map(([on, rules, chargeType, amountCents]) => {
      return { on: calendarDate(on), ruledOn: calendarDate(rules), chargeType, amountCents };
    }),
    applied: await applied(database),
    remitted: (await remitted(database)).map(([on, service, amountCents]) => {
      return { on: calendarDate(on), service, amountCents };
    }),
    ledger: (await ledger(database)).map(([on, ledgerAccount, amountCents]) => {
      return { on: calendarDate(on), ledgerAccount, amountCents };
    }),
  };
}

/**
 * A charge by the rules of its own day, and what a credit of it takes back at once by the rules of the day of each item;
 * what an entry reverses is by the rules by which it was posted.
 */
async function charged(database: Database): Promise<RemittanceFacts['charged']> {
  type Column = 'billed' | 'lateCharges' | 'adjusted';
  type Row = [on: CalendarDate, ruledOn: CalendarDate, column: Column, chargeType: string, amountCents: number];
  const rows = await bulkRead<Row>(
    database,
    ['effective_on', 'ruled_on', 'report_column', 'charge_type', 'amount_cents'],
    `WITH document AS MATERIALIZED (${CHARGED}),
     taken AS MATERIALIZED (
       SELECT made.entry_number, made.effective_on, ${ruledOn('item')} AS item_on, charge_type,
              iif(made.kind = 'bill', 'billed', 'adjusted') AS report_column, allocation.amount_cents
       FROM journal_entry AS made CROSS JOIN allocation ON allocation.entry_number = made.entry_number
       JOIN journal_entry AS item ON item.entry_number = item_entry
       JOIN posting ON posting.entry_number = item_entry AND posting.line_number = item_line
       JOIN charge_type ON receivable = posting.ledger_account
       WHERE made.kind IN ('bill', 'rebill', 'adjustment') AND credit_entry = made.entry_number),
     charged AS MATERIALIZED (
       SELECT entry_number, ${ruledOn('made')} AS ruled_on, report_column, charge_type, amount_cents
       FROM document JOIN journal_entry AS made USING (entry_number)
       UNION ALL SELECT entry_number, ${ruledOn('taken')}, report_column, charge_type, amount_cents FROM taken
       UNION ALL SELECT entry_number, item_on, report_column, charge_type, -amount_cents FROM taken)
     SELECT effective_on, ruled_on, report_column, charge_type, sum(amount_cents) AS amount_cents FROM (
       SELECT effective_on, ruled_on, report_column, charge_type, amount_cents
       FROM charged JOIN journal_entry USING (entry_number)
       UNION ALL
       SELECT effective_on, ruled_on, 'adjusted', charge_type, -amount_cents
       FROM journal_entry AS entry CROSS JOIN charged ON charged.entry_number = entry.reverses
       WHERE entry.reverses IS NOT NULL)
     GROUP BY effective_on, ruled_on, report_column, charge_type`,
  );
  return rows.map(([on, rules, column, chargeType, amountCents]) => ({
    on,
    ruledOn: rules,
    column,
    chargeType,
    amountCents,
  }));
}

async function items(database: Database): Promise<[string, string, string, number][]> {
  return bulkRead(
    database,
    ['effective_on', 'ruled_on', 'charge_type', 'amount_cents'],
    `SELECT effective_on, ${ruledOn('charged')} AS ruled_on, charge_type, sum(amount_cents) AS amount_cents
     FROM posting JOIN charge_type ON receivable = ledger_account JOIN journal_entry AS charged USING (entry_number)
     WHERE amount_cents > 0 GROUP BY effective_on, ruled_on, charge_type`,
  );
}

async function applied(database: Database): Promise<RemittanceFacts['applied']> {
  type Row = [CalendarDate, CalendarDate, 'collected' | 'writtenOff' | null, string, number];
  const rows = await bulkRead<Row>(
    database,
    ['made_on', 'ruled_on', 'report_column', 'charge_type', 'amount_cents'],
    `SELECT made.effective_on AS made_on, ${ruledOn('charged')} AS ruled_on, charge_type,
            CASE WHEN charged.kind IN ${NOT_CHARGES} THEN NULL WHEN credit.kind IN ${MONEY} THEN 'collected'
                 WHEN credit.kind = 'write-off' THEN 'writtenOff' END AS report_column,
            sum(allocation.amount_cents) AS amount_cents
     FROM allocation
     JOIN journal_entry AS made ON made.entry_number = allocation.entry_number
     JOIN journal_entry AS credit ON credit.entry_number = credit_entry
     JOIN journal_entry AS charged ON charged.entry_number = item_entry
     JOIN posting ON posting.entry_number = item_entry AND posting.line_number = item_line
     JOIN charge_type ON receivable = posting.ledger_account
     GROUP BY made_on, ruled_on, report_column, charge_type`,
  );
  return rows.map(([on, rules, column, chargeType, amountCents]) => {
    return { on, ruledOn: rules, column, chargeType, amountCents };
  });
}

async function remitted(database: Database): Promise<[string, string, number][]> {
  return bulkRead(
    database,
    ['paid_on', 'service', 'amount_cents'],
    'SELECT paid_on, service, sum(amount_cents) AS amount_cents FROM remittance GROUP BY paid_on, service',
  );
}

async function ledger(database: Database): Promise<[string, string, number][]> {
  return bulkRead(
    database,
    ['effective_on', 'ledger_account', 'amount_cents'],
    `SELECT effective_on, ledger_account, sum(amount_cents) AS amount_cents
     FROM posting JOIN ledger_account USING (ledger_account) JOIN journal_entry USING (entry_number)
     WHERE ledger_account.kind = 'liability' AND is_control = 0 GROUP BY effective_on, ledger_account`,
  );
}

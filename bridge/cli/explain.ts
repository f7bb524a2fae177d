import { centsToDollars } from '../contract/money.js';
import { explanationText } from '../domain/tariff/index.js';
import { billExplanation, type BillChoice, type ExplainedCharge } from '../queries/bill-explanation.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { withUtility } from './with-utility.js';

/** Tells how a posted bill came about, as one would on the telephone. */
export async function explain(folder: DataFolder, choice: BillChoice): Promise<number> {
  return withUtility(folder, async (database) => {
    const bill = await billExplanation(database, choice);
    say(
      `Bill ${bill.billNumber} of account ${bill.accountId}, ${bill.customerName}, billed ${bill.billedOn} for ` +
        `${bill.periodFrom} to ${bill.periodTo}: ${centsToDollars(bill.totalCents)}`,
    );
    if (bill.reversedBy !== null) say(`This bill was reversed with its run, by receipt ${bill.reversedBy}.`);
    for (const charge of bill.charges) say(`\n${chargeText(charge)}`);
  });
}

function chargeText({ service, dates, explanation, share, amountCents }: ExplainedCharge): string {
  const heading = `${service.toUpperCase()}${dates === null ? '' : `, ${dates}`}`;
  const parts = [heading, explanationText(explanation)];
  if (share !== null) {
    parts.push(
      `These rates were in force on ${share.days} of the ${share.ofDays} days, for that part of each line${share.daysBefore === 0 ? '' : ', to the cent together with the days before'}:`,
    );
    parts.push(...share.lines.map((line) => `${line.description}: ${centsToDollars(line.amountCents)}`));
    parts.push(`Total for these days: ${centsToDollars(amountCents)}`);
  }
  return parts.join('\n');
}

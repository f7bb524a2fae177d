import type { SheetKindId } from '../../contract/sheets/index.js';
import { accountDataSource } from './account-data-rows.js';
import { accountEntriesSource } from './account-entries-rows.js';
import { adjustmentRegisterSource } from './adjustment-register-rows.js';
import { adjustmentSummarySource } from './adjustment-summary-rows.js';
import { adjustmentsSource } from './adjustments-rows.js';
import { agingSource } from './aging-rows.js';
import { billExplanationSource } from './bill-explanation-rows.js';
import { billExceptionsSource } from './bill-exceptions-rows.js';
import { billPreviewSource } from './bill-preview-rows.js';
import { billTotalsSource } from './bill-totals-rows.js';
import { callsSource } from './calls-rows.js';
import { commandsSource } from './commands-rows.js';
import { contactHistorySource } from './contact-history-rows.js';
import { customerContactsSource } from './customer-contacts-rows.js';
import { comparisonSource } from './comparison-rows.js';
import { ebillFailuresSource } from './ebill-failures-rows.js';
import { lateChargesSource } from './late-charges-rows.js';
import { ledgerSource } from './ledger-rows.js';
import { meterHistorySource } from './meter-history-rows.js';
import { metersSource } from './meters-rows.js';
import { paymentArrangementsSource } from './payment-arrangements-rows.js';
import { pendingApprovalsSource } from './pending-approvals-rows.js';
import { priceCasesSource } from './price-cases-rows.js';
import { rateCheckSource } from './rate-check-rows.js';
import { rateStudySource } from './rate-study-rows.js';
import { ratesSource } from './rates-rows.js';
import { readingCodesSource } from './reading-codes-rows.js';
import { readingLayoutsSource } from './reading-layouts-rows.js';
import { readingsSource } from './readings-rows.js';
import { rebillSource } from './rebill-rows.js';
import { receiptSource } from './receipt-rows.js';
import { reconciliationSource } from './reconciliation-rows.js';
import { remittanceSource } from './remittance-rows.js';
import { rereadsSource } from './rereads-rows.js';
import { trialBalanceSource } from './trial-balance-rows.js';
import { routeBookSource } from './route-book-rows.js';
import { routeChangesSource } from './route-changes-rows.js';
import type { SheetContent, SheetSource } from './sheet-source.js';
import { suspenseSource } from './suspense-rows.js';
import type { Database } from '../../store/database.js';

/** Checks the parameters of a pull, then reads the sheet's content. */
type Pull = (database: Database, parameters: unknown, now: Date) => Promise<SheetContent & { parameters: unknown }>;

function puller<Parameters>(source: SheetSource<Parameters>): Pull {
  return async (database, given, now) => {
    const parameters = source.parameters.parse(given);
    return { ...(await source.read(database, parameters, now)), parameters };
  };
}

/** How each kind of sheet is pulled. */
export const pulls: Readonly<Record<SheetKindId, Pull>> = {
  readings: puller(readingsSource),
  rereads: puller(rereadsSource),
  'bill-preview': puller(billPreviewSource),
  'bill-exceptions': puller(billExceptionsSource),
  'bill-totals': puller(billTotalsSource),
  comparison: puller(comparisonSource),
  adjustments: puller(adjustmentsSource),
  'pending-approvals': puller(pendingApprovalsSource),
  'adjustment-register': puller(adjustmentRegisterSource),
  'adjustment-summary': puller(adjustmentSummarySource),
  'account-data': puller(accountDataSource),
  'account-entries': puller(accountEntriesSource),
  ledger: puller(ledgerSource),
  aging: puller(agingSource),
  remittance: puller(remittanceSource),
  'trial-balance': puller(trialBalanceSource),
  reconciliation: puller(reconciliationSource),
  commands: puller(commandsSource),
  receipt: puller(receiptSource),
  'bill-explanation': puller(billExplanationSource),
  'rate-check': puller(rateCheckSource),
  'price-cases': puller(priceCasesSource),
  'rate-study': puller(rateStudySource),
  rates: puller(ratesSource),
  'route-book': puller(routeBookSource),
  'route-changes': puller(routeChangesSource),
  suspense: puller(suspenseSource),
  meters: puller(metersSource),
  'meter-history': puller(meterHistorySource),
  'reading-codes': puller(readingCodesSource),
  'reading-layouts': puller(readingLayoutsSource),
  'customer-contacts': puller(customerContactsSource),
  'late-charges': puller(lateChargesSource),
  'payment-arrangements': puller(paymentArrangementsSource),
  rebill: puller(rebillSource),
  calls: puller(callsSource),
  'ebill-failures': puller(ebillFailuresSource),
  'contact-history': puller(contactHistorySource),
};

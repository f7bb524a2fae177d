import { accountDataSheet } from './account-data.js';
import { accountEntriesSheet } from './account-entries.js';
import { adjustmentRegisterSheet } from './adjustment-register.js';
import { adjustmentSummarySheet } from './adjustment-summary.js';
import { adjustmentsSheet } from './adjustments.js';
import { agingSheet } from './aging.js';
import { billExplanationSheet } from './bill-explanation.js';
import { billExceptionsSheet } from './bill-exceptions.js';
import { billPreviewSheet } from './bill-preview.js';
import { billTotalsSheet } from './bill-totals.js';
import { callsSheet } from './calls.js';
import { commandsSheet } from './commands.js';
import { contactHistorySheet } from './contact-history.js';
import { customerContactsSheet } from './customer-contacts.js';
import { comparisonSheet } from './comparison.js';
import { ebillFailuresSheet } from './ebill-failures.js';
import { lateChargesSheet } from './late-charges.js';
import { ledgerSheet } from './ledger.js';
import { meterHistorySheet } from './meter-history.js';
import { metersSheet } from './meters.js';
import { paymentArrangementsSheet } from './payment-arrangements.js';
import { pendingApprovalsSheet } from './pending-approvals.js';
import { priceCasesSheet } from './price-cases.js';
import { rateCheckSheet } from './rate-check.js';
import { rateStudySheet } from './rate-study.js';
import { ratesSheet } from './rates.js';
import { readingCodesSheet } from './reading-codes.js';
import { readingLayoutsSheet } from './reading-layouts.js';
import { readingsSheet } from './readings.js';
import { rebillSheet } from './rebill.js';
import { receiptSheet } from './receipt.js';
import { reconciliationSheet } from './reconciliation.js';
import { remittanceSheet } from './remittance.js';
import { rereadsSheet } from './rereads.js';
import { routeBookSheet } from './route-books.js';
import { routeChangesSheet } from './route-changes.js';
import { suspenseSheet } from './suspense.js';
import type { SheetKind } from './sheet-kind.js';
import { trialBalanceSheet } from './trial-balance.js';

/** Every kind of sheet, by its id. */
export const sheetKinds = {
  readings: readingsSheet,
  rereads: rereadsSheet,
  'bill-preview': billPreviewSheet,
  'bill-exceptions': billExceptionsSheet,
  'bill-totals': billTotalsSheet,
  comparison: comparisonSheet,
  adjustments: adjustmentsSheet,
  'pending-approvals': pendingApprovalsSheet,
  'adjustment-register': adjustmentRegisterSheet,
  'adjustment-summary': adjustmentSummarySheet,
  'account-data': accountDataSheet,
  'account-entries': accountEntriesSheet,
  ledger: ledgerSheet,
  aging: agingSheet,
  remittance: remittanceSheet,
  'trial-balance': trialBalanceSheet,
  reconciliation: reconciliationSheet,
  commands: commandsSheet,
  receipt: receiptSheet,
  'bill-explanation': billExplanationSheet,
  'rate-check': rateCheckSheet,
  'price-cases': priceCasesSheet,
  'rate-study': rateStudySheet,
  rates: ratesSheet,
  'route-book': routeBookSheet,
  'route-changes': routeChangesSheet,
  suspense: suspenseSheet,
  meters: metersSheet,
  'meter-history': meterHistorySheet,
  'reading-codes': readingCodesSheet,
  'reading-layouts': readingLayoutsSheet,
  'customer-contacts': customerContactsSheet,
  'late-charges': lateChargesSheet,
  'payment-arrangements': paymentArrangementsSheet,
  rebill: rebillSheet,
  calls: callsSheet,
  'ebill-failures': ebillFailuresSheet,
  'contact-history': contactHistorySheet,
} as const satisfies Record<string, SheetKind>;

export type SheetKindId = keyof typeof sheetKinds;
export const sheetKindIds = Object.keys(sheetKinds) as SheetKindId[];

import { peopleAndCommands } from './0001-people-and-commands.js';
import { town } from './0002-town.js';
import { ledger } from './0003-ledger.js';
import { readings } from './0004-readings.js';
import { billsAndMoney } from './0005-bills-and-money.js';
import { sheets } from './0006-sheets.js';
import { tariffVersions } from './0007-tariff-versions.js';
import { billInputs } from './0008-bill-inputs.js';
import { entryKinds } from './0010-entry-kinds.js';
import { chartAndDocuments } from './0011-chart-and-documents.js';
import { allocations } from './0012-allocations.js';
import { paymentsIn } from './0013-payments-in.js';
import { remittances } from './0014-remittances.js';
import { seals } from './0015-seals.js';
import { fees } from './0016-fees.js';
import { runReversals } from './0018-run-reversals.js';
import { depositInterest } from './0019-deposit-interest.js';
import { noReplacement } from './0020-no-replacement.js';
import { readingLayouts } from './0021-reading-layouts.js';
import { readingReview } from './0022-reading-review.js';
import { meters } from './0023-meters.js';
import { routeBooks } from './0024-route-books.js';
import { routeBookLoads } from './0025-route-book-loads.js';
import { meterCorrections } from './0026-meter-corrections.js';
import { pushReversals } from './0027-push-reversals.js';
import { entryKeys } from './0028-entry-keys.js';
import { accountNotes } from './0029-account-notes.js';
import { statements } from './0030-statements.js';
import { billReview } from './0031-bill-review.js';
import { whatReversalsBringBack } from './0032-what-reversals-bring-back.js';
import { mailingAndEbill } from './0033-mailing-and-ebill.js';
import { comparisons } from './0034-comparisons.js';
import { lateCharges } from './0035-late-charges.js';
import { calls } from './0036-calls.js';
import { pulledPages } from './0037-pulled-pages.js';
import { looksByPerson } from './0039-looks-by-person.js';
import { sendingAttempts } from './0041-sending-attempts.js';
import { callFilesKeptWhole } from './0043-call-files-kept-whole.js';
import { noticesAsSent } from './0044-notices-as-sent.js';
import { howContactsWereTold } from './0045-how-contacts-were-told.js';
import { decisionsOnBills } from './0046-decisions-on-bills.js';
import { adjustmentRequests } from './0049-adjustment-requests.js';
import { rebills } from './0050-rebills.js';
import { leakPolicyAndLetters } from './0051-leak-policy-and-letters.js';
import { sharesOfBills } from './0053-shares-of-bills.js';
import { whatRebillsGoBy } from './0054-what-rebills-go-by.js';
import { emergencyAcknowledgements } from './0055-emergency-acknowledgements.js';
import { whatAdjustmentsTell } from './0056-what-adjustments-tell.js';
import { billsThatComeToNothing } from './0057-bills-that-come-to-nothing.js';
import { billsOfRequests } from './0058-bills-of-requests.js';
import { evidenceOfLeaksAndRebills } from './0059-evidence-of-leaks-and-rebills.js';
import type { Migration } from './migration.js';

/** Every step of the database's shape, in order. */
export const migrations: readonly Migration[] = [
  peopleAndCommands,
  town,
  ledger,
  readings,
  billsAndMoney,
  sheets,
  tariffVersions,
  billInputs,
  entryKinds,
  chartAndDocuments,
  allocations,
  paymentsIn,
  remittances,
  seals,
  fees,
  runReversals,
  depositInterest,
  noReplacement,
  readingLayouts,
  readingReview,
  meters,
  routeBooks,
  routeBookLoads,
  meterCorrections,
  pushReversals,
  entryKeys,
  accountNotes,
  statements,
  billReview,
  whatReversalsBringBack,
  mailingAndEbill,
  comparisons,
  lateCharges,
  calls,
  pulledPages,
  looksByPerson,
  sendingAttempts,
  callFilesKeptWhole,
  noticesAsSent,
  howContactsWereTold,
  decisionsOnBills,
  adjustmentRequests,
  rebills,
  leakPolicyAndLetters,
  sharesOfBills,
  whatRebillsGoBy,
  emergencyAcknowledgements,
  whatAdjustmentsTell,
  billsThatComeToNothing,
  billsOfRequests,
  evidenceOfLeaksAndRebills,
];

import { outsideWords } from './words/outside.js';
import { commonWords } from './words/common.js';
import { tabsWords } from './words/tabs.js';
import { connectionWords } from './words/connection.js';
import { pairingWords } from './words/pairing.js';
import { homeWords } from './words/home.js';
import { accountDataWords } from './words/account-data.js';
import { contactsWords } from './words/contacts.js';
import { rebillWords } from './words/rebill.js';
import { lateChargesWords } from './words/late-charges.js';
import { accountsWords } from './words/accounts.js';
import { accountWords } from './words/account.js';
import { notesWords } from './words/notes.js';
import { routesWords } from './words/routes.js';
import { metersWords } from './words/meters.js';
import { ribbonWords } from './words/ribbon.js';
import { ratesWords } from './words/rates.js';
import { studyWords } from './words/study.js';
import { compareWords } from './words/compare.js';
import { monthEndWords } from './words/month-end.js';
import { impactWords } from './words/impact.js';
import { pullWords } from './words/pull.js';
import { loadWords } from './words/load.js';
import { unloadWords } from './words/unload.js';
import { paymentsWords } from './words/payments.js';
import { readingWords } from './words/reading.js';
import { sheetWords } from './words/sheet.js';
import { effectWords } from './words/effect.js';
import { billsWords } from './words/bills.js';
import { approvalsWords } from './words/approvals.js';
import { billRunWords } from './words/bill-run.js';
import { approvalWords } from './words/approval.js';
import { postingWords } from './words/posting.js';
import { reversalWords } from './words/reversal.js';
import { pushReversalWords } from './words/push-reversal.js';
import { proofWords } from './words/proof.js';
import { adjustmentReportsWords } from './words/adjustment-reports.js';
import { lettersWords } from './words/letters.js';
import { receiptsWords } from './words/receipts.js';
import { outputsWords } from './words/outputs.js';
import { callsWords } from './words/calls.js';
import { statementsWords } from './words/statements.js';
import { settingsWords } from './words/settings.js';

/** Every English sentence of the pane, by screen. Sentences that depend on facts are functions of them. */
export const words = {
  product: 'Curbstop',
  outside: outsideWords,
  common: commonWords,
  tabs: tabsWords,
  connection: connectionWords,
  pairing: pairingWords,
  home: homeWords,
  accountData: accountDataWords,
  contacts: contactsWords,
  rebill: rebillWords,
  lateCharges: lateChargesWords,
  accounts: accountsWords,
  account: accountWords,
  notes: notesWords,
  routes: routesWords,
  meters: metersWords,
  ribbon: ribbonWords,
  rates: ratesWords,
  study: studyWords,
  compare: compareWords,
  monthEnd: monthEndWords,
  impact: impactWords,
  pull: pullWords,
  load: loadWords,
  unload: unloadWords,
  payments: paymentsWords,
  reading: readingWords,
  sheet: sheetWords,
  effect: effectWords,
  bills: billsWords,
  approvals: approvalsWords,
  billRun: billRunWords,
  approval: approvalWords,
  posting: postingWords,
  reversal: reversalWords,
  pushReversal: pushReversalWords,
  proof: proofWords,
  adjustmentReports: adjustmentReportsWords,
  letters: lettersWords,
  receipts: receiptsWords,
  outputs: outputsWords,
  calls: callsWords,
  statements: statementsWords,
  settings: settingsWords,
} as const;

import type { Operation } from '../operation.js';
import { accountEntries } from './account-entries.js';
import { adjustment } from './adjustment.js';
import { adjustmentReversal } from './adjustment-reversal.js';
import { bill } from './bill.js';
import { payment } from './payment.js';
import { paymentFile } from './payment-file.js';
import { remittance } from './remittance.js';
import { reversal } from './reversal.js';
import { sameAgain } from './same-again.js';
import { suspense } from './suspense.js';
import { wrongRequest } from './wrong-request.js';

/** Everything that is done to the ledger; a new operation is a file beside these and a line here. */
export const operations: readonly Operation[] = [
  accountEntries,
  adjustment,
  adjustmentReversal,
  bill,
  payment,
  paymentFile,
  remittance,
  reversal,
  sameAgain,
  suspense,
  wrongRequest,
];

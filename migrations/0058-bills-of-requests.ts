import { appendOnly, type Migration } from './migration.js';

/**
 * The bills that a request was worked out from when it was asked for: of a leak these may be two, and none that its row names.
 * Requests from before have none here; theirs is the one in their cells.
 */
export const billsOfRequests: Migration = {
  name: '0058-bills-of-requests',
  statements: [
    `CREATE TABLE requested_bill (
       request_number INTEGER NOT NULL REFERENCES adjustment_request,
       bill_number INTEGER NOT NULL REFERENCES bill,
       PRIMARY KEY (request_number, bill_number)
     ) STRICT, WITHOUT ROWID`,
    ...appendOnly('requested_bill', 'A request for an adjustment', [['request_number', 'bill_number']]),
  ],
};

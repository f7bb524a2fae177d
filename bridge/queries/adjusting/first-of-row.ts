/**
 * The number of the first document of a row, as a column of `ledger_document` joined to `journal_entry`: a row that became
 * several documents, as a transfer has one for each due date, is named on the first of them alone.
 */
export const FIRST_OF_ROW = `max(iif(row_key IS NULL, NULL, document_number)) OVER (PARTITION BY command_number ORDER BY document_number)`;

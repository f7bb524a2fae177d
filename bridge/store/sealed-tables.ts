/** A table whose rows are only added, with the number that grows with them. */
export interface SealedTable {
  readonly table: string;
  readonly key: string;
  /** What tells rows of one key apart; none where the key is of one row. */
  readonly within?: string;
  /** No row holds what a file or a person may make long, so that many are read as one text. */
  readonly isShort?: true;
}

/**
 * Every table of the ledger that the chain of entries does not cover. A new table that is append-only takes one line;
 * its rows are sealed by the command that adds them.
 */
export const SEALED_TABLES: readonly SealedTable[] = [
  { table: 'account_contact', key: 'contact_number' },
  { table: 'account_input', key: 'account_input_number' },
  { table: 'account_note', key: 'note_number' },
  { table: 'account_note_strike', key: 'strike_number' },
  { table: 'adjustment', key: 'adjustment_number' },
  { table: 'adjusted_bill', key: 'adjustment_number', within: 'bill_number' },
  { table: 'adjusted_bill_share', key: 'adjustment_number', within: 'bill_number, charge_type' },
  { table: 'adjustment_charge', key: 'adjustment_number', within: 'charge_type' },
  { table: 'adjustment_request', key: 'request_number' },
  { table: 'allocation', key: 'entry_number', within: 'line_number', isShort: true },
  { table: 'approval_decision', key: 'decision_number' },
  { table: 'emergency_acknowledgement', key: 'request_number' },
  { table: 'bill', key: 'bill_number', isShort: true },
  { table: 'bill_charge', key: 'bill_number', within: 'service', isShort: true },
  { table: 'bill_charge_segment', key: 'bill_number', within: 'service, segment_number', isShort: true },
  { table: 'bill_disposition', key: 'disposition_number' },
  { table: 'bill_run_approval', key: 'approval_number' },
  { table: 'bill_run_output', key: 'output_number' },
  { table: 'bill_run_reversal', key: 'reversal_number' },
  { table: 'bill_run_seal', key: 'seal_number' },
  { table: 'call_decision', key: 'decision_number' },
  { table: 'call_file', key: 'file_number' },
  { table: 'call_result', key: 'result_number' },
  { table: 'call_result_file', key: 'result_file_number' },
  { table: 'call_send', key: 'send_number' },
  { table: 'command', key: 'command_number' },
  { table: 'comparison_decision', key: 'decision_number' },
  { table: 'ebill_notice', key: 'notice_number' },
  { table: 'ebill_words', key: 'words_number' },
  { table: 'entry_rule', key: 'entry_number', isShort: true },
  { table: 'held_account', key: 'held_number' },
  { table: 'late_charge_decision', key: 'decision_number' },
  { table: 'late_charge_correction', key: 'correction_number' },
  { table: 'ledger_document', key: 'document_number' },
  { table: 'loaded_stop', key: 'load_number', within: 'stop_number' },
  { table: 'mailing_file', key: 'file_number' },
  { table: 'mailing_send', key: 'send_number' },
  { table: 'meter_correction', key: 'correction_number' },
  { table: 'meter_event', key: 'event_number' },
  { table: 'meter_test', key: 'test_number' },
  { table: 'payment', key: 'payment_number' },
  { table: 'payment_arrangement', key: 'arrangement_number' },
  { table: 'payment_arrangement_end', key: 'end_number' },
  { table: 'payment_import', key: 'import_number' },
  { table: 'period_closing', key: 'closing_number' },
  { table: 'placed_call', key: 'call_number' },
  { table: 'placed_call_account', key: 'call_number', within: 'account_id' },
  { table: 'posted_exception', key: 'exception_number' },
  { table: 'push_reversal', key: 'reversal_number' },
  { table: 'reading', key: 'reading_id' },
  { table: 'reading_import', key: 'import_number' },
  { table: 'rebill', key: 'rebill_number' },
  { table: 'rebill_basis', key: 'rebill_number', isShort: true },
  { table: 'rebill_charge', key: 'rebill_number', within: 'service' },
  { table: 'rebill_charge_segment', key: 'rebill_number', within: 'service, segment_number' },
  { table: 'rebilled_read', key: 'rebill_number', within: 'row_key' },
  { table: 'remittance', key: 'remittance_number' },
  { table: 'requested_bill', key: 'request_number', within: 'bill_number' },
  { table: 'returned_payment', key: 'document_number' },
  { table: 'route_change', key: 'change_number' },
  { table: 'route_book_load', key: 'load_number' },
  { table: 'suspense_item', key: 'suspense_number' },
  { table: 'suspense_resolution', key: 'entry_number' },
];

/** Small tables that a command may change, which then says so; they are sealed as a whole. */
export const WHOLE_TABLES = {
  charge_type: 'charge_type',
  entry_kind: 'kind',
  ledger_account: 'ledger_account',
  person: 'person_id',
  setting: 'name, effective_from',
} as const;
export type WholeTable = keyof typeof WHOLE_TABLES;

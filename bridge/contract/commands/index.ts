import { acceptClockPayloadSchema, acceptClockReplySchema } from './accept-clock.js';
import { addAccountNotePayloadSchema, addAccountNoteReplySchema } from './add-account-note.js';
import { addLedgerAccountsPayloadSchema, addLedgerAccountsReplySchema } from './add-ledger-accounts.js';
import { addRoutePayloadSchema, addRouteReplySchema } from './add-route.js';
import { approveBillRunPayloadSchema, approveBillRunReplySchema } from './approve-bill-run.js';
import { closePeriodPayloadSchema, closePeriodReplySchema } from './close-period.js';
import { noteCallsHandedOverPayloadSchema, noteCallsHandedOverReplySchema } from './note-calls-handed-over.js';
import { importBouncesPayloadSchema, importBouncesReplySchema } from './import-bounces.js';
import { importCallResultsPayloadSchema, importCallResultsReplySchema } from './import-call-results.js';
import { importPaymentsPayloadSchema, importPaymentsReplySchema } from './import-payments.js';
import { loadRouteBooksPayloadSchema, loadRouteBooksReplySchema } from './load-route-books.js';
import { nameComparisonServicesPayloadSchema, nameComparisonServicesReplySchema } from './name-comparison-services.js';
import { postBillRunPayloadSchema, postBillRunReplySchema } from './post-bill-run.js';
import { postPaymentPayloadSchema, postPaymentReplySchema } from './post-payment.js';
import { postRemittancePayloadSchema, postRemittanceReplySchema } from './post-remittance.js';
import { pushSheetPayloadSchema, pushSheetReplySchema } from './push-sheet.js';
import { recordRunOutputPayloadSchema, recordRunOutputReplySchema } from './record-run-output.js';
import { reverseBillRunPayloadSchema, reverseBillRunReplySchema } from './reverse-bill-run.js';
import { reversePushPayloadSchema, reversePushReplySchema } from './reverse-push.js';
import { revokeClientPayloadSchema, revokeClientReplySchema } from './revoke-client.js';
import { setAccountInputPayloadSchema, setAccountInputReplySchema } from './set-account-input.js';
import { setRunCriteriaPayloadSchema, setRunCriteriaReplySchema } from './set-run-criteria.js';
import { setSettingPayloadSchema, setSettingReplySchema } from './set-setting.js';
import { setTariffVersionPayloadSchema, setTariffVersionReplySchema } from './set-tariff-version.js';
import { strikeAccountNotePayloadSchema, strikeAccountNoteReplySchema } from './strike-account-note.js';
import { unloadReadingsPayloadSchema, unloadReadingsReplySchema } from './unload-readings.js';

/** Every command that a client can send, with what it takes and what it answers. */
export const commandContracts = {
  'accept-clock': { payload: acceptClockPayloadSchema, reply: acceptClockReplySchema },
  'add-account-note': { payload: addAccountNotePayloadSchema, reply: addAccountNoteReplySchema },
  'add-ledger-accounts': { payload: addLedgerAccountsPayloadSchema, reply: addLedgerAccountsReplySchema },
  'add-route': { payload: addRoutePayloadSchema, reply: addRouteReplySchema },
  'approve-bill-run': { payload: approveBillRunPayloadSchema, reply: approveBillRunReplySchema },
  'close-period': { payload: closePeriodPayloadSchema, reply: closePeriodReplySchema },
  'note-calls-handed-over': { payload: noteCallsHandedOverPayloadSchema, reply: noteCallsHandedOverReplySchema },
  'import-bounces': { payload: importBouncesPayloadSchema, reply: importBouncesReplySchema },
  'import-call-results': { payload: importCallResultsPayloadSchema, reply: importCallResultsReplySchema },
  'import-payments': { payload: importPaymentsPayloadSchema, reply: importPaymentsReplySchema },
  'load-route-books': { payload: loadRouteBooksPayloadSchema, reply: loadRouteBooksReplySchema },
  'name-comparison-services': {
    payload: nameComparisonServicesPayloadSchema,
    reply: nameComparisonServicesReplySchema,
  },
  'post-bill-run': { payload: postBillRunPayloadSchema, reply: postBillRunReplySchema },
  'post-payment': { payload: postPaymentPayloadSchema, reply: postPaymentReplySchema },
  'post-remittance': { payload: postRemittancePayloadSchema, reply: postRemittanceReplySchema },
  'push-sheet': { payload: pushSheetPayloadSchema, reply: pushSheetReplySchema },
  'record-run-output': { payload: recordRunOutputPayloadSchema, reply: recordRunOutputReplySchema },
  'reverse-bill-run': { payload: reverseBillRunPayloadSchema, reply: reverseBillRunReplySchema },
  'reverse-push': { payload: reversePushPayloadSchema, reply: reversePushReplySchema },
  'revoke-client': { payload: revokeClientPayloadSchema, reply: revokeClientReplySchema },
  'set-account-input': { payload: setAccountInputPayloadSchema, reply: setAccountInputReplySchema },
  'set-run-criteria': { payload: setRunCriteriaPayloadSchema, reply: setRunCriteriaReplySchema },
  'set-setting': { payload: setSettingPayloadSchema, reply: setSettingReplySchema },
  'set-tariff-version': { payload: setTariffVersionPayloadSchema, reply: setTariffVersionReplySchema },
  'strike-account-note': { payload: strikeAccountNotePayloadSchema, reply: strikeAccountNoteReplySchema },
  'unload-readings': { payload: unloadReadingsPayloadSchema, reply: unloadReadingsReplySchema },
} as const;

export type CommandKind = keyof typeof commandContracts;

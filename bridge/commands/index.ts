import type { CommandKind } from '../contract/commands/index.js';
import { acceptClock } from './accept-clock.js';
import { addAccountNote } from './add-account-note.js';
import { addLedgerAccounts } from './add-ledger-accounts.js';
import { addRoute } from './add-route.js';
import { approveBillRun } from './approve-bill-run.js';
import { closePeriod } from './close-period.js';
import type { Command } from './command.js';
import { importBounces } from './import-bounces.js';
import { importCallResults } from './import-call-results.js';
import { noteCallsHandedOver } from './outputs/note-calls-handed-over.js';
import { importPayments } from './import-payments.js';
import { loadRouteBooks } from './load-route-books.js';
import { nameComparisonServices } from './name-comparison-services.js';
import { postBillRun } from './post-bill-run.js';
import { postPayment } from './post-payment.js';
import { postRemittance } from './post-remittance.js';
import { pushSheet } from './push-sheet/push-sheet.js';
import { recordRunOutput } from './record-run-output.js';
import { reverseBillRun } from './reverse-bill-run.js';
import { reversePush } from './reverse-push/reverse-push.js';
import { revokeClient } from './revoke-client.js';
import { setAccountInput } from './set-account-input.js';
import { setRunCriteria } from './set-run-criteria.js';
import { setSetting } from './set-setting.js';
import { setTariffVersion } from './set-tariff-version.js';
import { strikeAccountNote } from './strike-account-note.js';
import { unloadReadings } from './unload-readings.js';

/** Every command that a client can send, by its kind. */
export const commands = {
  'accept-clock': acceptClock,
  'add-account-note': addAccountNote,
  'add-ledger-accounts': addLedgerAccounts,
  'add-route': addRoute,
  'approve-bill-run': approveBillRun,
  'close-period': closePeriod,
  'import-bounces': importBounces,
  'import-call-results': importCallResults,
  'note-calls-handed-over': noteCallsHandedOver,
  'import-payments': importPayments,
  'load-route-books': loadRouteBooks,
  'name-comparison-services': nameComparisonServices,
  'post-bill-run': postBillRun,
  'post-payment': postPayment,
  'post-remittance': postRemittance,
  'push-sheet': pushSheet,
  'record-run-output': recordRunOutput,
  'reverse-bill-run': reverseBillRun,
  'reverse-push': reversePush,
  'revoke-client': revokeClient,
  'set-account-input': setAccountInput,
  'set-run-criteria': setRunCriteria,
  'set-setting': setSetting,
  'set-tariff-version': setTariffVersion,
  'strike-account-note': strikeAccountNote,
  'unload-readings': unloadReadings,
} as const satisfies Record<CommandKind, Command<never, unknown> | Command<unknown, unknown> | object>;

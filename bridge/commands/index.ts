import type { CommandKind } from '../contract/commands/index.js';
import type { Command } from './command.js';
import { postBillRun } from './post-bill-run.js';
import { pushSheet } from './push-sheet/push-sheet.js';
import { revokeClient } from './revoke-client.js';
import { setAccountInput } from './set-account-input.js';
import { setTariffVersion } from './set-tariff-version.js';
import { unloadReadings } from './unload-readings.js';

/** Every command that a client can send, by its kind. */
export const commands = {
  'unload-readings': unloadReadings,
  'push-sheet': pushSheet,
  'post-bill-run': postBillRun,
  'set-tariff-version': setTariffVersion,
  'set-account-input': setAccountInput,
  'revoke-client': revokeClient,
} as const satisfies Record<CommandKind, Command<never, unknown> | Command<unknown, unknown> | object>;

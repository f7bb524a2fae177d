import {
  setTariffVersionPayloadSchema,
  type SetTariffVersionPayload,
  type SetTariffVersionReply,
} from '../contract/commands/set-tariff-version.js';
import { addTariffVersion } from './add-tariff-version.js';
import type { Command } from './command.js';

/** Adds a version to a tariff from a rate file's text; the reply says what it changes in bills like the last ones. */
export const setTariffVersion: Command<SetTariffVersionPayload, SetTariffVersionReply> = {
  kind: 'set-tariff-version',
  roles: ['coordinator', 'supervisor'],
  payload: setTariffVersionPayloadSchema,
  async execute(context, payload) {
    return { outcome: 'applied', reply: await addTariffVersion(context, payload) };
  },
};

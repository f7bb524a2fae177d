import {
  setPaymentLayoutsPayloadSchema,
  type SetPaymentLayoutsPayload,
  type SetPaymentLayoutsReply,
} from '../contract/commands/set-payment-layouts.js';
import type { PaymentLayout } from '../contract/settings/payment-layouts.js';
import { paymentLayouts } from '../queries/payment-facts.js';
import { writeSetting } from '../store/settings.js';
import type { Command } from './command.js';

/** Sets all layouts of payment files at once, from today on. Where they are as they were, nothing is changed. */
export const setPaymentLayouts: Command<SetPaymentLayoutsPayload, SetPaymentLayoutsReply> = {
  kind: 'set-payment-layouts',
  roles: ['supervisor'],
  payload: setPaymentLayoutsPayloadSchema,
  changes: ['setting'],
  async execute({ trx, today }, { layouts }) {
    const [before, after] = [textsOf(await paymentLayouts(trx, today)), textsOf(layouts)];
    const names = [...after.keys()];
    const reply = {
      effectiveFrom: today,
      added: names.filter((name) => !before.has(name)),
      changed: names.filter((name) => before.has(name) && before.get(name) !== after.get(name)),
      removed: [...before.keys()].filter((name) => !after.has(name)),
    };
    const isSame = reply.added.length + reply.changed.length + reply.removed.length === 0;
    if (isSame) return { outcome: 'unchanged', reply };
    await writeSetting(trx, 'payment-layouts', today, layouts);
    return { outcome: 'applied', reply };
  },
};

function textsOf(layouts: readonly PaymentLayout[]): ReadonlyMap<string, string> {
  return new Map(layouts.map((layout) => [layout.name, JSON.stringify(layout)]));
}

import { Caption1 } from '@fluentui/react-components';
import { EFFECTS_SHOWN_MAX, type PushEffect } from '../../../bridge/contract/commands/push-sheet.js';
import { Facts } from '../parts/facts.js';
import { MoneyTable } from '../parts/money-table.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { BalanceTable } from './balance-table.js';
import { cityText, itemRows, ledgerRows } from './effect-rows.js';

interface EffectViewProps {
  readonly effect: PushEffect;
  /** What the heading of a part is, by what the part shows. */
  readonly titleOf: (part: string) => string;
}

/** What the entries of a push come to: for each customer's balance and open items, the general ledger and the City. */
export function EffectView({ effect: { balances, items, ledger, cityCents }, titleOf }: EffectViewProps) {
  const { effect } = words;
  return (
    <>
      {balances.length > 0 && (
        <Section title={titleOf(effect.balances)}>
          <BalanceTable balances={balances} />
          {balances.length >= EFFECTS_SHOWN_MAX && <Caption1>{effect.cut}</Caption1>}
        </Section>
      )}
      {items.length > 0 && (
        <Section title={titleOf(effect.items)}>
          <MoneyTable caption={effect.items} headers={effect.itemHeaders} rows={itemRows(items)} />
          {items.length >= EFFECTS_SHOWN_MAX && <Caption1>{effect.cut}</Caption1>}
        </Section>
      )}
      {ledger.length > 0 && (
        <Section title={titleOf(effect.ledger)}>
          <MoneyTable
            caption={effect.ledger}
            headers={[words.sheet.account, words.sheet.debit, words.sheet.credit]}
            rows={ledgerRows(ledger)}
          />
          <Facts facts={[{ label: effect.city, value: cityText(cityCents) }]} />
        </Section>
      )}
    </>
  );
}

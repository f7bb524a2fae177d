import { Caption1 } from '@fluentui/react-components';
import type { PushEffect } from '../../../bridge/contract/commands/push-sheet.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { MoneyTable } from '../parts/money-table.js';
import { words } from '../words.js';

const ACCOUNTS_SHOWN = 50;

/** What each account owes before and after. */
export function BalanceTable({ balances }: Pick<PushEffect, 'balances'>) {
  const { balances: caption, balanceHeaders, balancesCut } = words.effect;
  const cut = balances.length - ACCOUNTS_SHOWN;
  return (
    <>
      <MoneyTable
        caption={caption}
        headers={balanceHeaders}
        rows={balances.slice(0, ACCOUNTS_SHOWN).map(({ accountId, beforeCents, afterCents }) => {
          return [accountId, centsToDollars(beforeCents), centsToDollars(afterCents)];
        })}
      />
      {cut > 0 && <Caption1>{balancesCut(cut)}</Caption1>}
    </>
  );
}

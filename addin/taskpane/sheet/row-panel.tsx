import { Body1, Button } from '@fluentui/react-components';
import type { SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { useSelectedRow } from '../hooks/use-selected-row.js';
import { Buttons } from '../parts/buttons.js';
import { ReadPanel } from '../reading/read-panel.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';

/** What there is to know of the selected row: its account, and in Readings its read. */
export function RowPanel({ kind }: { readonly kind: SheetKindId }) {
  const { openAccount } = useShell();
  const row = useSelectedRow();
  const accountId = row?.accountId ?? null;
  return (
    <>
      {accountId !== null && (
        <Buttons>
          <Button onClick={() => openAccount(accountId)}>{words.account.open(accountId)}</Button>
        </Buttons>
      )}
      {accountId === null && kind !== 'readings' && <Body1>{words.account.selectRow}</Body1>}
      {kind === 'readings' && <ReadPanel row={row} />}
    </>
  );
}

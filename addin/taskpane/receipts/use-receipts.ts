import { useCallback, useEffect, useState } from 'react';
import type { Receipt, ReceiptsReply } from '../../../bridge/contract/api.js';
import type { ReceiptSearch } from '../../../bridge/contract/receipt-search.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';

/** The receipts that fit a search, a page at a time; older ones are added below those in sight. */
export function useReceipts() {
  const { client } = usePane();
  const { start, slow, busy, trouble } = useTask<ReceiptsReply>();
  const [search, setSearch] = useState<ReceiptSearch>({});
  const [shown, setShown] = useState<ReceiptsReply | null>(null);

  const reload = useCallback(() => {
    void start(() => client.receipts(search)).then((reply) => reply && setShown(reply));
  }, [client, search, start]);
  useEffect(reload, [reload]);

  const showOlder = () => {
    const last = shown?.receipts.at(-1);
    if (last === undefined) return;
    void start(() => client.receipts({ ...search, before: last.receiptNumber })).then((reply) => {
      if (reply !== null) setShown((before) => joined(before?.receipts ?? [], reply));
    });
  };

  return { shown, search, find: setSearch, showOlder, reload, slow, busy, trouble };
}

function joined(newer: readonly Receipt[], older: ReceiptsReply): ReceiptsReply {
  return { ...older, receipts: [...newer, ...older.receipts] };
}

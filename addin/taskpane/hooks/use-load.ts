import { useState } from 'react';
import type { SavedFilesReply } from '../../../bridge/contract/api.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { LoadRouteBooksPayload, LoadRouteBooksReply } from '../../../bridge/contract/commands/load-route-books.js';
import { usePane } from '../pane-context.js';
import { useCommand } from './use-command.js';
import { useTask } from './use-task.js';

export type LoadReply = CommandReply<LoadRouteBooksReply>;
export type Load = ReturnType<typeof useLoad>;

/** Loads route books: they are checked first, then kept, and their files written; files can be written again. */
export function useLoad(onLoaded: () => void) {
  const { client } = usePane();
  const { preview, send } = useCommand('load-route-books');
  const task = useTask<LoadReply>();
  const saving = useTask<SavedFilesReply>();
  const [isLoading, setIsLoading] = useState(false);

  const save = (loadNumber: number) => saving.start(() => client.saveLoad(loadNumber));

  const run = async (payload: LoadRouteBooksPayload, dryRun: boolean) => {
    saving.reset();
    setIsLoading(!dryRun);
    const fingerprint = JSON.stringify(payload);
    const order = { payload, subject: payload.billRunId, fingerprint };
    const reply = await task.start((signal) => (dryRun ? preview({ payload, signal }) : send({ ...order, signal })));
    if (reply === null || reply.receiptNumber === null || reply.reply.loadNumber === null) return;
    onLoaded();
    await save(reply.reply.loadNumber);
  };

  return {
    ...task,
    saving,
    isLoading,
    check: (payload: LoadRouteBooksPayload) => void run(payload, true),
    load: (payload: LoadRouteBooksPayload) => void run(payload, false),
    saveAgain: (loadNumber: number) => void save(loadNumber),
  };
}

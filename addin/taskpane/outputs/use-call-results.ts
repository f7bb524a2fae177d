import { useState } from 'react';
import type { CommandReply } from '../../../bridge/contract/command.js';
import { CALL_RESULTS_BYTES_MAX } from '../../../bridge/contract/calls.js';
import type { ImportCallResultsReply } from '../../../bridge/contract/commands/import-call-results.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { base64Of, uploadTrouble } from '../parts/file-upload.js';
import { words } from '../words.js';

/** Reads what came of calls: the file is checked as soon as it is chosen, and read when the person says so. */
export function useCallResults(onRead: () => void) {
  const { preview, send } = useCommand('import-call-results');
  const task = useTask<CommandReply<ImportCallResultsReply>>();
  const { start, reset } = task;
  const [file, setFile] = useState<File | null>(null);
  const [fileTrouble, setFileTrouble] = useState<string | null>(null);

  const run = async (chosen: File, dryRun: boolean) => {
    const reply = await start(async (signal) => {
      const payload = { fileName: chosen.name, contentBase64: await base64Of(chosen) };
      const { name, size, lastModified } = chosen;
      const fingerprint = JSON.stringify([name, size, lastModified]);
      return dryRun ? preview({ payload, signal }) : send({ payload, subject: name, fingerprint, signal });
    });
    if (reply !== null && reply.receiptNumber !== null) onRead();
  };

  return {
    ...task,
    ...{ file, fileTrouble },
    choose: (chosen: File) => {
      const { resultsEmpty: empty, resultsTooLarge: tooLarge } = words.calls;
      const trouble = uploadTrouble(chosen, { bytesMax: CALL_RESULTS_BYTES_MAX, empty, tooLarge });
      setFile(chosen);
      setFileTrouble(trouble);
      reset();
      if (trouble === null) void run(chosen, true);
    },
    read: () => file !== null && void run(file, false),
  };
}

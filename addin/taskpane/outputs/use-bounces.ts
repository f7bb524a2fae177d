import { useState } from 'react';
import type { CommandReply } from '../../../bridge/contract/command.js';
import {
  BOUNCE_FILES_MAX,
  BOUNCES_BYTES_MAX,
  type ImportBouncesReply,
} from '../../../bridge/contract/commands/import-bounces.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { base64Of, uploadTrouble } from '../parts/file-upload.js';
import { words } from '../words.js';

/** Reads messages that came back: they are looked at as soon as they are chosen, and noted when the person says so. */
export function useBounces(onNoted: () => void) {
  const { preview, send } = useCommand('import-bounces');
  const task = useTask<CommandReply<ImportBouncesReply>>();
  const { start, reset } = task;
  const [files, setFiles] = useState<readonly File[]>([]);
  const [fileTrouble, setFileTrouble] = useState<string | null>(null);

  const run = async (chosen: readonly File[], dryRun: boolean) => {
    const reply = await start(async (signal) => {
      const contents = await Promise.all(chosen.map(base64Of));
      const payload = {
        files: chosen.map(({ name }, index) => ({ fileName: name, contentBase64: contents[index] ?? '' })),
      };
      const facts = chosen.map(({ name, size, lastModified }) => [name, size, lastModified]);
      const subject = facts.map(([name]) => name).join(', ');
      return dryRun
        ? preview({ payload, signal })
        : send({ payload, subject, fingerprint: JSON.stringify(facts), signal });
    });
    if (reply !== null && reply.receiptNumber !== null) onNoted();
  };

  return {
    ...task,
    ...{ files, fileTrouble },
    choose: (chosen: readonly File[]) => {
      const trouble = troubleOf(chosen);
      setFiles(chosen);
      setFileTrouble(trouble);
      reset();
      if (trouble === null) void run(chosen, true);
    },
    note: () => void run(files, false),
  };
}

function troubleOf(files: readonly File[]): string | null {
  const { empty, tooLarge, tooMany } = words.outputs.bounces;
  if (files.length > BOUNCE_FILES_MAX) return tooMany(files.length);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return uploadTrouble({ size }, { bytesMax: BOUNCES_BYTES_MAX, empty, tooLarge });
}

import { useCallback, useState } from 'react';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { UnloadReadingsReply } from '../../../bridge/contract/commands/unload-readings.js';
import { base64Of } from '../parts/file-upload.js';
import { fileTrouble, NO_CHOICES, isSetAsideOffered, type UnloadChoices } from '../unload/reading-upload.js';
import { useCommand } from './use-command.js';
import { useTask } from './use-task.js';

export type UnloadReply = CommandReply<UnloadReadingsReply>;
export type Unload = ReturnType<typeof useUnload>;

/** Unloads a reading file: it is checked as soon as it is chosen, and unloaded when the person says so. */
export function useUnload(onUnloaded: () => void) {
  const { preview, send } = useCommand('unload-readings');
  const task = useTask<UnloadReply>();
  const { start, reset } = task;
  const [file, setFile] = useState<File | null>(null);
  const [choices, setChoices] = useState(NO_CHOICES);
  const [isUnloading, setIsUnloading] = useState(false);

  const run = useCallback(
    async (chosen: File, wanted: UnloadChoices, dryRun: boolean) => {
      setIsUnloading(!dryRun);
      const reply = await start(async (signal) => {
        const payload = { fileName: chosen.name, contentBase64: await base64Of(chosen), ...wanted };
        const fingerprint = JSON.stringify([chosen.name, chosen.size, chosen.lastModified, wanted]);
        return dryRun ? preview({ payload, signal }) : send({ payload, subject: chosen.name, fingerprint, signal });
      });
      if (reply !== null && reply.receiptNumber !== null) onUnloaded();
    },
    [preview, send, start, onUnloaded],
  );

  const choose = useCallback(
    (chosen: File | null) => {
      setFile(chosen);
      const kept = { ...NO_CHOICES, layout: choices.layout };
      setChoices(kept);
      reset();
      if (chosen !== null && fileTrouble(chosen) === null) void run(chosen, kept, true);
    },
    [choices.layout, reset, run],
  );

  const changeChoices = (wanted: UnloadChoices) => {
    setChoices(wanted);
    if (file !== null) void run(file, wanted, true);
  };

  const issues = task.trouble?.issues ?? task.result?.reply.issues ?? [];
  return {
    ...task,
    file,
    fileTrouble: file === null ? null : fileTrouble(file),
    choose,
    choices,
    changeChoices,
    isSetAsideOffered: isSetAsideOffered(issues, choices.setAsideUnknown),
    isUnloading,
    check: () => file !== null && void run(file, choices, true),
    unload: () => file !== null && void run(file, choices, false),
  };
}

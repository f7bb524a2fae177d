import { useState } from 'react';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type {
  NameComparisonServicesReply,
  NamedService,
} from '../../../bridge/contract/commands/name-comparison-services.js';
import { COMPARISON_FILE_BYTES_MAX, type ComparisonReply } from '../../../bridge/contract/comparison.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';
import { base64Of, uploadTrouble } from '../parts/file-upload.js';
import { words } from '../words.js';
import { AS_HEADED, chosenUnit } from './comparison-rows.js';

export type Compare = ReturnType<typeof useCompare>;

/** Compares a run with a file as soon as one is chosen; a result stands only as long as nothing of it was changed. */
export function useCompare(firstRunId: string) {
  const { client } = usePane();
  const task = useTask<ComparisonReply>();
  const naming = useTask<CommandReply<NameComparisonServicesReply>>();
  const nameCommand = useCommand('name-comparison-services');
  const { start, reset } = task;
  const [billRunId, setBillRunId] = useState(firstRunId);
  const [unit, setUnit] = useState(AS_HEADED);
  const [file, setFile] = useState<File | null>(null);
  const [fileTrouble, setFileTrouble] = useState<string | null>(null);

  const compare = async (chosen = file) => {
    if (chosen === null) return setFileTrouble(words.compare.chooseFirst);
    const trouble = troubleWith(chosen);
    setFileTrouble(trouble);
    if (trouble !== null) return undefined;
    await start(async (signal) => {
      const contentBase64 = await base64Of(chosen);
      const request = { fileName: chosen.name, contentBase64, usageUnit: chosenUnit(unit) };
      return client.compareRun(billRunId, request, signal);
    });
    return undefined;
  };

  const name = async (meanings: ReadonlyMap<string, NamedService>) => {
    const payload = { names: [...meanings].map(([called, service]) => ({ name: called, service })) };
    const order = { payload, subject: 'comparison', fingerprint: JSON.stringify(payload) };
    if ((await naming.start((signal) => nameCommand.send({ ...order, signal }))) !== null) await compare();
  };

  return {
    ...task,
    ...{ billRunId, unit, file, fileTrouble, compare, naming, name },
    chooseRun: (chosen: string) => {
      setBillRunId(chosen);
      reset();
    },
    chooseUnit: (chosen: string) => {
      setUnit(chosen);
      reset();
    },
    chooseFile: (chosen: File) => {
      setFile(chosen);
      reset();
      void compare(chosen);
    },
  };
}

function troubleWith(file: File): string | null {
  const { fileEmpty: empty, fileTooLarge: tooLarge } = words.compare;
  return uploadTrouble(file, { bytesMax: COMPARISON_FILE_BYTES_MAX, empty, tooLarge });
}

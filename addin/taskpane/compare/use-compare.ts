import { useState } from 'react';
import { COMPARISON_FILE_BYTES_MAX, type ComparisonReply } from '../../../bridge/contract/comparison.js';
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

  return {
    ...task,
    ...{ billRunId, unit, file, fileTrouble, compare },
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

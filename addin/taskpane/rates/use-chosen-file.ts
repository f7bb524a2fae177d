import { useState } from 'react';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { textFileTrouble, textOf } from './rate-files.js';

/** A text file that the person chose, and what is wrong with it; `missing` says what to do while there is none. */
export function useChosenFile(missing: string) {
  const [file, setFile] = useState<File | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  const choose = (chosen: File) => {
    setFile(chosen);
    setTrouble(textFileTrouble(chosen));
  };

  /** Gives the file's text, or null after saying in its place why there is none. */
  const read = async (): Promise<string | null> => {
    if (file === null) setTrouble(missing);
    if (file === null || trouble !== null) return null;
    try {
      return await textOf(file);
    } catch (error) {
      if (!(error instanceof CurbstopError)) throw error;
      setTrouble(`${error.message} ${error.fix}`);
      return null;
    }
  };

  return { field: { file, trouble, onChoose: choose }, file, read };
}

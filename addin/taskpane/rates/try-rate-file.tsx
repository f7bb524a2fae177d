import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { Buttons } from '../parts/buttons.js';
import { Section } from '../parts/section.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { FileField } from './file-field.js';
import { CASE_FILE_TYPES, RATE_FILE_TYPES, textFileTrouble, textOf } from './rate-files.js';

const useStyles = makeStyles({ faint: { color: tokens.colorNeutralForeground2 } });

interface Chosen {
  readonly file: File | null;
  readonly trouble: string | null;
}

const NOTHING: Chosen = { file: null, trouble: null };

/** Checks a rate file, and prices cases with it, into sheets. Nothing is kept as a version. */
export function TryRateFile() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [rates, setRates] = useState<Chosen>(NOTHING);
  const [cases, setCases] = useState<Chosen>(NOTHING);
  const text = words.rates;
  const pick = (set: (chosen: Chosen) => void) => (file: File) => set({ file, trouble: textFileTrouble(file) });

  /** Gives the file's text, or says in its place why there is none. */
  const read = async ({ file, trouble }: Chosen, set: (chosen: Chosen) => void, missing: string) => {
    if (file === null) set({ file, trouble: missing });
    if (file === null || trouble !== null) return null;
    try {
      return await textOf(file);
    } catch (error) {
      if (!(error instanceof CurbstopError)) throw error;
      set({ file, trouble: `${error.message} ${error.fix}` });
      return null;
    }
  };
  const check = async () => {
    const content = await read(rates, setRates, text.chooseRates);
    if (content !== null) pull('rate-check', { name: rates.file?.name, text: content });
  };
  const price = async () => {
    const [content, given] = [
      await read(rates, setRates, text.chooseRates),
      await read(cases, setCases, text.chooseCases),
    ];
    if (content !== null && given !== null)
      pull('price-cases', { name: rates.file?.name, text: content, cases: given });
  };

  return (
    <Section title={text.tryFile}>
      <Body1 className={styles.faint}>{text.tryFileDetail}</Body1>
      <FileField
        label={text.rateFile}
        choose={text.choose}
        none={text.noFile}
        types={RATE_FILE_TYPES}
        onChoose={pick(setRates)}
        {...rates}
      />
      <FileField
        label={text.caseFile}
        choose={text.choose}
        none={text.noFile}
        types={CASE_FILE_TYPES}
        onChoose={pick(setCases)}
        {...cases}
      />
      <Buttons>
        <Button disabledFocusable={isPulling} onClick={() => void check()}>
          {text.check}
        </Button>
        <Button disabledFocusable={isPulling} onClick={() => void price()}>
          {text.price}
        </Button>
      </Buttons>
    </Section>
  );
}

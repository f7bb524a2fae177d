import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { Buttons } from '../parts/buttons.js';
import { Section } from '../parts/section.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { FileField } from '../parts/file-field.js';
import { CASE_FILE_TYPES, RATE_FILE_TYPES } from './rate-files.js';
import { useChosenFile } from './use-chosen-file.js';

const useStyles = makeStyles({ faint: { color: tokens.colorNeutralForeground2 } });

/** Checks a rate file, and prices cases with it, into sheets. Nothing is kept as a version. */
export function TryRateFile() {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const text = words.rates;
  const rates = useChosenFile(text.chooseRates);
  const cases = useChosenFile(text.chooseCases);

  const check = async () => {
    const content = await rates.read();
    if (content !== null) pull('rate-check', { name: rates.file?.name, text: content });
  };
  const price = async () => {
    const [content, given] = [await rates.read(), await cases.read()];
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
        {...rates.field}
      />
      <FileField
        label={text.caseFile}
        choose={text.choose}
        none={text.noFile}
        types={CASE_FILE_TYPES}
        {...cases.field}
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

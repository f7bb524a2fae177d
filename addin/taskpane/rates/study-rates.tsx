import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { TariffRow } from '../../../bridge/contract/api.js';
import type { CalendarDate } from '../../../bridge/contract/calendar-date.js';
import type { RateStudyReply, RateStudyRequest } from '../../../bridge/contract/rate-study.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';
import { ChoiceField, type Choice } from '../parts/choice-field.js';
import { Section } from '../parts/section.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { day } from '../wording.js';
import { words } from '../words.js';
import { FileField } from '../parts/file-field.js';
import { RATE_FILE_TYPES } from './rate-files.js';
import { StudyResult } from './study-result.js';
import { TariffField } from './tariff-field.js';
import { useChosenFile } from './use-chosen-file.js';
import { versionStates } from './version-state.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  study: { alignSelf: 'start' },
});

/** The choice of a file instead of a version; no version has this id. */
const FILE = '';

/** A study with what was asked, so that the same goes into a sheet. */
interface StudyDone {
  readonly request: RateStudyRequest;
  readonly study: RateStudyReply;
}

interface StudyRatesProps {
  readonly tariffs: readonly [TariffRow, ...TariffRow[]];
  readonly today: CalendarDate;
}

/** Studies a version or a rate file over the last months of posted consumption. Nothing is kept. */
export function StudyRates({ tariffs, today }: StudyRatesProps) {
  const styles = useStyles();
  const { client } = usePane();
  const task = useTask<StudyDone>();
  const file = useChosenFile(words.rates.chooseRates);
  const [tariffId, setTariffId] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const tariff = tariffs.find((each) => each.tariffId === tariffId) ?? tariffs[0];
  const choices = ratesChoices(tariff, today);
  const chosen = choices.find(({ value }) => value === chosenId)?.value ?? choices[0]?.value ?? FILE;

  const ratesChosen = async (): Promise<RateStudyRequest['rates'] | null> => {
    if (chosen !== FILE) return { tariffVersionId: chosen };
    const source = await file.read();
    return source === null ? null : { source };
  };
  const study = async () => {
    const rates = await ratesChosen();
    if (rates === null) return;
    const request = { tariffId: tariff.tariffId, rates };
    await task.start(async (signal) => ({ request, study: await client.studyRates(request, signal) }));
  };

  return (
    <>
      <Section title={words.study.title}>
        <Body1 className={styles.faint}>{words.study.detail}</Body1>
        <TariffField tariffs={tariffs} chosenId={tariff.tariffId} onChoose={setTariffId} />
        <ChoiceField label={words.study.rates} choices={choices} chosen={chosen} onChoose={setChosenId} />
        {chosen === FILE && (
          <FileField
            label={words.rates.rateFile}
            choose={words.rates.choose}
            none={words.rates.noFile}
            types={RATE_FILE_TYPES}
            {...file.field}
          />
        )}
        <Button className={styles.study} disabledFocusable={task.busy} onClick={() => void study()}>
          {words.study.study}
        </Button>
        <Working slow={task.slow} sentence={words.study.studying} onCancel={task.cancel} />
        <TroubleNotice trouble={task.trouble} title={words.study.failed} onRetry={() => void study()} />
      </Section>
      {task.result && <StudyResult {...task.result} />}
    </>
  );
}

/** The versions, the newest first, and then a file. */
function ratesChoices({ versions }: TariffRow, today: CalendarDate): Choice[] {
  const states = versionStates(versions, today);
  return [
    ...versions.map(({ tariffVersionId, effectiveFrom }) => ({
      value: tariffVersionId,
      label: words.study.version(day(effectiveFrom), words.rates.states[states.get(tariffVersionId) ?? 'former']),
    })),
    { value: FILE, label: words.study.file },
  ];
}

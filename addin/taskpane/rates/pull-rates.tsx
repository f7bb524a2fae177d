import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { TariffRow } from '../../../bridge/contract/api.js';
import type { CalendarDate } from '../../../bridge/contract/calendar-date.js';
import { Section } from '../parts/section.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { TariffField } from './tariff-field.js';
import { VersionList } from './version-list.js';

const useStyles = makeStyles({
  pull: { alignSelf: 'start' },
  faint: { color: tokens.colorNeutralForeground2 },
});

interface PullRatesProps {
  readonly tariffs: readonly [TariffRow, ...TariffRow[]];
  readonly today: CalendarDate;
}

/** Chooses a tariff and a version of it, and pulls that into a sheet; the newest version unless the person chose. */
export function PullRates({ tariffs, today }: PullRatesProps) {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const [tariffId, setTariffId] = useState('');
  const [versionId, setVersionId] = useState('');
  const tariff = tariffs.find((each) => each.tariffId === tariffId) ?? tariffs[0];
  const version = tariff.versions.find((each) => each.tariffVersionId === versionId) ?? tariff.versions[0];
  return (
    <Section title={words.rates.edit}>
      <Body1 className={styles.faint}>{words.rates.editDetail}</Body1>
      <TariffField tariffs={tariffs} chosenId={tariff.tariffId} onChoose={setTariffId} />
      {version && (
        <>
          <VersionList
            versions={tariff.versions}
            today={today}
            chosenId={version.tariffVersionId}
            onChoose={setVersionId}
          />
          <Button
            appearance="primary"
            className={styles.pull}
            disabledFocusable={isPulling}
            onClick={() => {
              const { tariffVersionId } = version;
              pull('rates', { tariffId: tariff.tariffId, tariffVersionId });
            }}
          >
            {words.rates.pull}
          </Button>
        </>
      )}
    </Section>
  );
}

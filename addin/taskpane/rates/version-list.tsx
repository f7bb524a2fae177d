import { Badge, Caption1, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import type { TariffVersionRow } from '../../../bridge/contract/api.js';
import type { CalendarDate } from '../../../bridge/contract/calendar-date.js';
import { day } from '../wording.js';
import { words } from '../words.js';
import { versionStates, type VersionState } from './version-state.js';

const useStyles = makeStyles({
  version: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  date: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  faint: { color: tokens.colorNeutralForeground2 },
});

interface VersionListProps {
  readonly versions: readonly TariffVersionRow[];
  readonly today: CalendarDate;
  readonly chosenId: string;
  readonly onChoose: (tariffVersionId: string) => void;
}

/** The versions of a tariff, the newest first; one is chosen. */
export function VersionList({ versions, today, chosenId, onChoose }: VersionListProps) {
  const states = versionStates(versions, today);
  return (
    <RadioGroup aria-label={words.rates.version} value={chosenId} onChange={(_, data) => onChoose(data.value)}>
      {versions.map((version) => (
        <Radio
          key={version.tariffVersionId}
          value={version.tariffVersionId}
          label={<Version version={version} state={states.get(version.tariffVersionId) ?? 'former'} />}
        />
      ))}
    </RadioGroup>
  );
}

function Version({ version, state }: { readonly version: TariffVersionRow; readonly state: VersionState }) {
  const styles = useStyles();
  const { effectiveFrom, source, isSample, bills } = version;
  return (
    <span className={styles.version}>
      <span className={styles.date}>
        {words.rates.from(day(effectiveFrom))}
        <Badge appearance="tint" color={state === 'current' ? 'success' : 'informative'}>
          {words.rates.states[state]}
        </Badge>
        {isSample && (
          <Badge appearance="tint" color="warning">
            {words.rates.sample}
          </Badge>
        )}
      </span>
      <Caption1 className={styles.faint}>{[source, words.rates.bills(bills)].filter(Boolean).join(' · ')}</Caption1>
    </span>
  );
}

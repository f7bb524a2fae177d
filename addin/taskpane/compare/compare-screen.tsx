import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { OpenRun } from '../../../bridge/contract/api.js';
import { ChoiceField } from '../parts/choice-field.js';
import { Empty } from '../parts/empty.js';
import { FileField } from '../parts/file-field.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { day } from '../wording.js';
import { words } from '../words.js';
import { CompareResult } from './compare-result.js';
import { COMPARISON_FILE_TYPES, unitChoices, unknownServices } from './comparison-rows.js';
import { NameServices } from './name-services.js';
import { useCompare } from './use-compare.js';

const useStyles = makeStyles({ compare: { alignSelf: 'start' }, faint: { color: tokens.colorNeutralForeground2 } });

interface CompareScreenProps {
  readonly runs: readonly OpenRun[];
  /** The cycle that Home shows. */
  readonly chosenRunId: string | null;
}

/** Compares an open run with what the system in use now charges: choose the file, look, pull. */
export function CompareScreen({ runs, chosenRunId }: CompareScreenProps) {
  const { goHome } = useShell();
  const run = runs.find(({ billRunId }) => billRunId === chosenRunId) ?? runs[0];
  return (
    <Screen title={words.compare.title} onBack={goHome}>
      {run === undefined ? (
        <Empty title={words.home.noRuns} detail={words.compare.noRuns} />
      ) : (
        <CompareForm runs={runs} first={run} />
      )}
    </Screen>
  );
}

function CompareForm({ runs, first }: { readonly runs: readonly OpenRun[]; readonly first: OpenRun }) {
  const styles = useStyles();
  const task = useCompare(first.billRunId);
  const says = words.compare;
  const { unknown, others } = unknownServices(task.trouble?.issues ?? []);
  const ofRun = ({ billRunId, cycleName, periodTo }: OpenRun) => {
    return { value: billRunId, label: says.run(cycleName, day(periodTo)) };
  };
  return (
    <>
      <Body1>{says.what}</Body1>
      <Body1 className={styles.faint}>{says.columns}</Body1>
      <ChoiceField
        label={words.home.cycle}
        choices={runs.map(ofRun)}
        chosen={task.billRunId}
        disabled={task.busy}
        onChoose={task.chooseRun}
      />
      <ChoiceField
        label={says.unit}
        hint={says.unitHint}
        choices={unitChoices()}
        chosen={task.unit}
        disabled={task.busy}
        onChoose={task.chooseUnit}
      />
      <FileField
        label={says.file}
        hint={says.fileHint}
        choose={says.choose}
        none={says.noFile}
        types={COMPARISON_FILE_TYPES}
        file={task.file}
        trouble={task.fileTrouble}
        disabled={task.busy}
        onChoose={task.chooseFile}
      />
      {task.file !== null && (
        <Button className={styles.compare} disabledFocusable={task.busy} onClick={() => void task.compare()}>
          {says.again}
        </Button>
      )}
      <Working slow={task.slow} sentence={says.comparing} onCancel={task.cancel} />
      <TroubleNotice
        trouble={task.trouble && { ...task.trouble, issues: others }}
        title={task.trouble?.kind === 'refused' ? says.refused : says.failed}
        onRetry={task.trouble?.kind === 'refused' ? undefined : () => void task.compare()}
      />
      {unknown.length > 0 && (
        <NameServices
          key={unknown.map(({ name }) => name).join()}
          unknown={unknown}
          busy={task.naming.busy || task.busy}
          onName={(meanings) => void task.name(meanings)}
        />
      )}
      <TroubleNotice trouble={task.naming.trouble} title={says.naming.failed} />
      <CompareResult reply={task.trouble === null && !task.slow ? task.result : null} />
    </>
  );
}

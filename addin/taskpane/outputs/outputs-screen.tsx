import { Body1 } from '@fluentui/react-components';
import { Screen } from '../parts/screen.js';
import { useShell } from '../shell-context.js';
import { RunStatements } from '../statements/run-statements.js';
import { words } from '../words.js';
import { RunOutputs } from './run-outputs.js';

/** What leaves the office of a posted run, by itself: its statements, mailing file, e-bill notices and calls. */
export function OutputsScreen({ billRunId }: { readonly billRunId: string }) {
  const { goHome } = useShell();
  return (
    <Screen title={words.outputs.title} onBack={goHome}>
      <Body1>{words.reversal.run(billRunId)}</Body1>
      <RunStatements billRunId={billRunId} />
      <RunOutputs billRunId={billRunId} />
    </Screen>
  );
}

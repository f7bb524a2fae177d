import { Body1, Button } from '@fluentui/react-components';
import { Buttons } from '../parts/buttons.js';
import { Screen } from '../parts/screen.js';
import { useShell } from '../shell-context.js';
import { RunStatements } from '../statements/run-statements.js';
import { words } from '../words.js';
import { RunOutputs } from './run-outputs.js';

/**
 * What leaves the office of a posted run, by itself: its statements, mailing file, e-bill notices and calls; and what was
 * decided of its comparison with the system before.
 */
export function OutputsScreen({ billRunId }: { readonly billRunId: string }) {
  const { goHome, pull, isPulling } = useShell();
  return (
    <Screen title={words.outputs.title} onBack={goHome}>
      <Body1>{words.reversal.run(billRunId)}</Body1>
      <RunStatements billRunId={billRunId} />
      <RunOutputs billRunId={billRunId} />
      <Buttons>
        <Button disabledFocusable={isPulling} onClick={() => pull('comparison', { billRunId })}>
          {words.compare.pullDecided}
        </Button>
      </Buttons>
    </Screen>
  );
}

import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { PullReply } from '../../../bridge/contract/api.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import type { ActiveSheet } from '../../sheets/sheet-engine.js';
import { pushKey, type PushTask } from '../hooks/use-push.js';
import { Empty } from '../parts/empty.js';
import { Facts } from '../parts/facts.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Screen } from '../parts/screen.js';
import { useShell } from '../shell-context.js';
import { moment } from '../wording.js';
import { words } from '../words.js';
import { PushPanel } from './push-panel.js';

const useStyles = makeStyles({ faint: { color: tokens.colorNeutralForeground2 } });

export interface Pulled {
  readonly pull: PullReply;
  readonly sheetName: string;
}

interface SheetScreenProps {
  readonly active: ActiveSheet | null;
  readonly push: PushTask;
  /** The last pull, shown while its sheet is in front. */
  readonly pulled: Pulled | null;
}

/** The Curbstop sheet that is in front: what it is, as of when, and what can be done with it. */
export function SheetScreen({ active, push, pulled }: SheetScreenProps) {
  const { goHome } = useShell();
  if (active === null) {
    return (
      <Screen title={words.sheet.title}>
        <Empty title={words.sheet.none} detail={words.sheet.noneDetail}>
          <Button onClick={goHome}>{words.sheet.goHome}</Button>
        </Empty>
      </Screen>
    );
  }
  return (
    <Screen title={sheetKinds[active.kind].title}>
      <About active={active} />
      <Live>
        {pulled?.pull.pullId === active.pullId && (
          <Notice intent="success" title={words.pull.done(pulled.pull.rowCount, pulled.sheetName)} />
        )}
      </Live>
      {pulled?.pull.pullId === active.pullId && pulled.pull.totals.length > 0 && <Facts facts={pulled.pull.totals} />}
      {active.purpose === 'read-only' ? (
        <Body1>{words.sheet.readOnly}</Body1>
      ) : (
        <PushPanel key={pushKey(active)} active={active} push={push} />
      )}
    </Screen>
  );
}

function About({ active }: { readonly active: ActiveSheet }) {
  const styles = useStyles();
  return (
    <div>
      <Body1 block>{active.subject}</Body1>
      <Caption1 block className={styles.faint}>
        {words.sheet.asOf(moment(active.asOf))}
      </Caption1>
      {active.purpose !== 'read-only' && (
        <Caption1 block className={styles.faint}>
          {sheetKinds[active.kind].description}
        </Caption1>
      )}
    </div>
  );
}

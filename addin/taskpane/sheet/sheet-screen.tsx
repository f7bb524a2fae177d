import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { hasAccountColumn } from '../../sheets/account-column.js';
import type { ActiveSheet, SheetCopy, SheetInFront } from '../../sheets/sheet-engine.js';
import type { Pulled } from '../hooks/use-follow.js';
import type { PushTask } from '../hooks/use-push.js';
import { Buttons } from '../parts/buttons.js';
import { Empty } from '../parts/empty.js';
import { Facts } from '../parts/facts.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Screen } from '../parts/screen.js';
import { useShell } from '../shell-context.js';
import { moment } from '../wording.js';
import { words } from '../words.js';
import { PushPanel } from './push-panel.js';
import { RowPanel } from './row-panel.js';

const useStyles = makeStyles({ faint: { color: tokens.colorNeutralForeground2 } });

interface SheetScreenProps {
  readonly front: SheetInFront;
  readonly push: PushTask;
  /** The last pull, shown while its sheet is in front. */
  readonly pulled: Pulled | null;
}

/** The Curbstop sheet that is in front: what it is, as of when, and what can be done with it. */
export function SheetScreen({ front, push, pulled }: SheetScreenProps) {
  if (front === null) return <NothingToPush title={words.sheet.none} detail={words.sheet.noneDetail} />;
  if (front.isCopy) return <CopiedSheet copy={front} />;
  return <PulledSheet active={front} push={push} pulled={pulled} />;
}

function CopiedSheet({ copy: { originalSheetName, copies } }: { readonly copy: SheetCopy }) {
  const { copy, copyDetail, severalCopies, severalCopiesDetail } = words.sheet;
  return originalSheetName === null ? (
    <NothingToPush title={severalCopies} detail={severalCopiesDetail(copies)} />
  ) : (
    <NothingToPush title={copy(originalSheetName)} detail={copyDetail} />
  );
}

/** The worksheet in front is none that can be pushed: why, and what to do. */
function NothingToPush({ title, detail }: { readonly title: string; readonly detail: string }) {
  const { goHome } = useShell();
  return (
    <Screen title={words.sheet.title}>
      <Empty title={title} detail={detail}>
        <Button onClick={goHome}>{words.sheet.goHome}</Button>
      </Empty>
    </Screen>
  );
}

interface PulledSheetProps extends Omit<SheetScreenProps, 'front'> {
  readonly active: ActiveSheet;
}

function PulledSheet({ active, push, pulled }: PulledSheetProps) {
  // What stood there when it was pulled is old news once the sheet was previewed or pushed.
  const news = pulled?.pull.pullId === active.pullId && !push.outcomes.has(active.pullId) ? pulled : null;
  return (
    <Screen title={sheetKinds[active.kind].title}>
      <About active={active} />
      <Live>{news && <Notice intent="success" title={words.pull.done(news.pull.rowCount, news.sheetName)} />}</Live>
      {news && news.pull.totals.length > 0 && <Facts facts={news.pull.totals} />}
      {active.purpose === 'read-only' ? (
        <Body1>{words.sheet.readOnly}</Body1>
      ) : (
        <PushPanel key={active.pullId} active={active} push={push} />
      )}
      <PullAgain active={active} />
      {hasAccountColumn(active.kind) && <RowPanel kind={active.kind} />}
    </Screen>
  );
}

function PullAgain({ active }: { readonly active: ActiveSheet }) {
  const { pull, isPulling } = useShell();
  return (
    <Buttons>
      <Button disabledFocusable={isPulling} onClick={() => pull(active.kind, active.parameters)}>
        {words.sheet.pullAgain}
      </Button>
    </Buttons>
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

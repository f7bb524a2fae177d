import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { sheetKinds } from '../../bridge/contract/sheets/index.js';
import type { PullTask } from './hooks/use-pull.js';
import type { RibbonWork } from './hooks/use-ribbon-work.js';
import { Live } from './parts/live.js';
import { Notice } from './parts/notice.js';
import { TroubleNotice } from './parts/trouble-notice.js';
import { Working } from './parts/working.js';
import { words } from './words.js';

const useStyles = makeStyles({
  // Above the work, so it must never take the pane from it.
  bar: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, maxHeight: '40vh', overflowY: 'auto' },
});

interface WorkBarProps {
  readonly pull: PullTask;
  readonly ribbon: RibbonWork;
  /** Opens the sheet's screen; null while it is open. */
  readonly onSeeSheet: (() => void) | null;
}

/** The pull that is under way and what the ribbon does, above whatever screen is open; and the newest trouble of both. */
export function WorkBar({ pull, ribbon, onSeeSheet }: WorkBarProps) {
  const styles = useStyles();
  const rows = pull.progress?.rows ?? null;
  const share = rows === null || rows.total === 0 ? null : rows.done / rows.total;
  const isToldDone = ribbon.isDone && onSeeSheet !== null;
  const isWayAsked = ribbon.asked === 'way';
  const isSeen = pull.slow || pull.trouble || ribbon.doing || ribbon.trouble || isToldDone || isWayAsked;
  return (
    <div className={isSeen ? styles.bar : undefined}>
      <Working
        slow={pull.slow}
        sentence={sentenceOf(pull.progress)}
        value={share}
        cancelLabel={words.pull.cancel}
        onCancel={rows === null || rows.canCancel ? pull.cancel : null}
      />
      <Working slow={ribbon.doing !== null} sentence={ribbon.doing ?? ''} />
      <Live>
        {isToldDone && (
          <Notice intent="success" title={words.ribbon.done}>
            <Button size="small" onClick={onSeeSheet}>
              {words.ribbon.seeSheet}
            </Button>
          </Notice>
        )}
        {isWayAsked && (
          <Notice intent="info" title={words.ribbon.wayFirst}>
            {words.ribbon.wayFirstDetail}
          </Notice>
        )}
      </Live>
      {ribbon.trouble === null ? (
        <TroubleNotice trouble={pull.trouble} title={words.pull.failed} onRetry={pull.again} onDismiss={pull.reset} />
      ) : (
        <TroubleNotice trouble={ribbon.trouble} title={words.ribbon.failed} onDismiss={ribbon.dismiss} />
      )}
    </div>
  );
}

function sentenceOf(progress: PullTask['progress']): string {
  if (progress === null) return '';
  const { title } = sheetKinds[progress.kind];
  const { rows } = progress;
  if (rows === null) return words.pull.asking(title);
  const sentence = words.pull.writing(title, rows.done, rows.total);
  return rows.canCancel ? sentence : `${sentence}. ${words.pull.writingOver}`;
}

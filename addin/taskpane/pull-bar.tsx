import { makeStyles, tokens } from '@fluentui/react-components';
import { sheetKinds } from '../../bridge/contract/sheets/index.js';
import type { PullTask } from './hooks/use-pull.js';
import { TroubleNotice } from './parts/trouble-notice.js';
import { Working } from './parts/working.js';
import { words } from './words.js';

const useStyles = makeStyles({
  bar: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, maxHeight: '60vh', overflowY: 'auto' },
});

/** The pull that is under way, above whatever screen is open, with its progress and a way to cancel. */
export function PullBar({ pull }: { readonly pull: PullTask }) {
  const styles = useStyles();
  const { progress } = pull;
  const share = progress?.total ? progress.done / progress.total : null;
  // The second half is the writing, which cannot be broken off.
  const canCancel = share === null || share < 0.5;
  return (
    <div className={pull.slow || pull.trouble ? styles.bar : undefined}>
      <Working
        slow={pull.slow}
        sentence={sentenceOf(progress)}
        value={share}
        cancelLabel={words.pull.cancel}
        onCancel={canCancel ? pull.cancel : null}
      />
      <TroubleNotice trouble={pull.trouble} title={words.pull.failed} onRetry={pull.again} onDismiss={pull.reset} />
    </div>
  );
}

function sentenceOf(progress: PullTask['progress']): string {
  if (progress === null) return '';
  const { title } = sheetKinds[progress.kind];
  return progress.total === null ? words.pull.asking(title) : words.pull.writing(title, progress.done, progress.total);
}

import { Button, Caption1, makeStyles, mergeClasses, ProgressBar, tokens } from '@fluentui/react-components';
import { words } from '../words.js';
import { Live } from './live.js';

const useStyles = makeStyles({
  idle: { position: 'absolute' },
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  sentence: { flexGrow: 1, flexBasis: 0 },
  cancel: { whiteSpace: 'nowrap' },
  bar: { marginTop: tokens.spacingVerticalXS },
});

interface WorkingProps {
  /** True once the work has taken long enough to be shown. */
  readonly slow: boolean;
  readonly sentence: string;
  /** From 0 to 1; null while nobody knows. */
  readonly value?: number | null;
  readonly cancelLabel?: string;
  /** Left out or null where there is nothing to cancel. */
  readonly onCancel?: (() => void) | null;
}

/** Says what is being done, how far it is, and offers to cancel where that can be done. */
export function Working({ slow, sentence, value, cancelLabel, onCancel }: WorkingProps) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(!slow && styles.idle)}>
      <div className={mergeClasses(slow && styles.row)}>
        <div className={styles.sentence}>
          <Live>{slow && <Caption1 block>{sentence}</Caption1>}</Live>
        </div>
        {slow && onCancel && (
          <Button size="small" className={styles.cancel} onClick={onCancel}>
            {cancelLabel ?? words.common.cancel}
          </Button>
        )}
      </div>
      {slow && <ProgressBar className={styles.bar} value={value ?? undefined} aria-label={sentence} />}
    </div>
  );
}

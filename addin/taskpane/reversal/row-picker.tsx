import { Button, Caption1, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import type { ReversedRow } from '../../../bridge/contract/commands/reverse-push.js';
import { Buttons } from '../parts/buttons.js';
import { LongList } from '../parts/long-list.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { standingKeys, withRow } from './picked-rows.js';

const useStyles = makeStyles({
  row: { overflowWrap: 'anywhere' },
  before: { paddingLeft: tokens.spacingHorizontalXXL, color: tokens.colorNeutralForeground2 },
});

interface RowPickerProps {
  readonly rows: readonly ReversedRow[];
  readonly picked: ReadonlySet<string>;
  /** Whether what is shown below is of these rows. */
  readonly isPreviewed: boolean;
  readonly busy: boolean;
  readonly onPick: (picked: ReadonlySet<string>) => void;
  readonly onPreview: () => void;
}

/** The rows of a push with a box each; those that are reversed already say by which receipt. */
export function RowPicker({ rows, picked, isPreviewed, busy, onPick, onPreview }: RowPickerProps) {
  const styles = useStyles();
  return (
    <Section title={words.pushReversal.rows}>
      <Buttons>
        <Button size="small" onClick={() => onPick(new Set(standingKeys(rows)))}>
          {words.pushReversal.all}
        </Button>
        <Button size="small" onClick={() => onPick(new Set())}>
          {words.pushReversal.none}
        </Button>
      </Buttons>
      <LongList
        label={words.pushReversal.rows}
        items={rows}
        render={({ key, sheetRow, text, reversedBy }) => (
          <>
            <Checkbox
              className={styles.row}
              label={words.pushReversal.row(sheetRow, text)}
              checked={picked.has(key)}
              disabled={reversedBy !== null}
              onChange={(_, { checked }) => onPick(withRow(picked, key, checked === true))}
            />
            {reversedBy !== null && (
              <Caption1 block className={styles.before}>
                {words.pushReversal.reversedBy(reversedBy)}
              </Caption1>
            )}
          </>
        )}
      />
      {!isPreviewed && picked.size > 0 && (
        <Buttons>
          <Button disabledFocusable={busy} onClick={onPreview}>
            {words.pushReversal.preview(picked.size)}
          </Button>
        </Buttons>
      )}
    </Section>
  );
}

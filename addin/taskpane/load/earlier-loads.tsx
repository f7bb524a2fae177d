import { Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { LoadRow } from '../../../bridge/contract/api.js';
import { LongList } from '../parts/long-list.js';
import { Section } from '../parts/section.js';
import { moment } from '../wording.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  item: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  what: { minWidth: 0 },
  again: { whiteSpace: 'nowrap', flexShrink: 0 },
  faint: { color: tokens.colorNeutralForeground2 },
});

interface EarlierLoadsProps {
  readonly loads: readonly LoadRow[];
  readonly busy: boolean;
  readonly onAgain: (loadNumber: number) => void;
}

/** What was loaded before; its files can be written again, the same to the byte. */
export function EarlierLoads({ loads, busy, onAgain }: EarlierLoadsProps) {
  const styles = useStyles();
  if (loads.length === 0) return null;
  return (
    <Section title={words.load.earlier}>
      <LongList
        label={words.load.earlier}
        items={loads}
        render={(load) => (
          <div className={styles.item}>
            <div className={styles.what}>
              <Text block>{words.load.load(load.loadNumber, load.cycleName, load.stops)}</Text>
              <Caption1 block className={styles.faint}>
                {words.reading.event(moment(load.loadedAt), load.personName, load.receiptNumber)}
              </Caption1>
            </div>
            <Button
              size="small"
              className={styles.again}
              disabledFocusable={busy}
              aria-label={words.load.againLabel(load.loadNumber)}
              onClick={() => onAgain(load.loadNumber)}
            >
              {words.load.again}
            </Button>
          </div>
        )}
      />
    </Section>
  );
}

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  facts: { margin: 0, fontSize: tokens.fontSizeBase300 },
  row: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  label: { color: tokens.colorNeutralForeground2, overflowWrap: 'break-word' },
  value: {
    margin: 0,
    textAlign: 'right',
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  stackedRow: { flexDirection: 'column', gap: 0 },
  stackedValue: { textAlign: 'left', overflowWrap: 'anywhere' },
});

export interface Fact {
  readonly label: string;
  readonly value: string;
}

interface FactsProps {
  readonly facts: readonly Fact[];
  /** Values that are sentences stand below their names. */
  readonly isStacked?: boolean;
}

/** Names and values, one below the other. */
export function Facts({ facts, isStacked = false }: FactsProps) {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {facts.map(({ label, value }, index) => (
        <div key={index} className={mergeClasses(styles.row, isStacked && styles.stackedRow)}>
          <dt className={styles.label}>{label}</dt>
          <dd className={mergeClasses(styles.value, isStacked && styles.stackedValue)}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

import { Field, makeStyles, Select } from '@fluentui/react-components';

// A long choice must not make the pane wider than it is.
const useStyles = makeStyles({
  root: { minWidth: 0 },
  select: { width: '100%', minWidth: 0, textOverflow: 'ellipsis' },
});

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ChoiceFieldProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  /** What the choice means. */
  readonly hint?: string;
  /** What is wrong with the choice. */
  readonly trouble?: string;
  readonly disabled?: boolean;
}

/** Chooses one of a few by name. */
export function ChoiceField({ label, choices, chosen, onChoose, hint, trouble, disabled = false }: ChoiceFieldProps) {
  const styles = useStyles();
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(trouble === undefined ? {} : { validationMessage: trouble })}
    >
      <Select
        className={styles.root}
        select={{ className: styles.select }}
        value={chosen}
        disabled={disabled}
        onChange={(_, data) => onChoose(data.value)}
      >
        {choices.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

import { Button, Caption1, Field, makeStyles, tokens } from '@fluentui/react-components';
import { useRef } from 'react';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { minWidth: 0, overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  hidden: { display: 'none' },
});

interface FileFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly choose: string;
  readonly none: string;
  readonly types: string;
  readonly file: File | null;
  readonly trouble: string | null;
  readonly disabled?: boolean;
  readonly onChoose: (file: File) => void;
}

/** Chooses one file of this computer. */
export function FileField(props: FileFieldProps) {
  const { label, hint, choose, none, types, file, trouble, disabled = false, onChoose } = props;
  const styles = useStyles();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <Field
      label={label}
      hint={hint}
      validationState={trouble === null ? 'none' : 'error'}
      validationMessage={trouble ?? undefined}
    >
      <div className={styles.row}>
        <Button aria-label={`${choose}: ${label}`} disabledFocusable={disabled} onClick={() => picker.current?.click()}>
          {choose}
        </Button>
        <Caption1 className={styles.name}>{file?.name ?? none}</Caption1>
        <input
          ref={picker}
          className={styles.hidden}
          type="file"
          accept={types}
          aria-label={label}
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            // The same file may be chosen again after it was mended.
            currentTarget.value = '';
            if (chosen) onChoose(chosen);
          }}
        />
      </div>
    </Field>
  );
}

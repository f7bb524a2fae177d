import { Button, Caption1, Field, makeStyles, tokens } from '@fluentui/react-components';
import { useRef } from 'react';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { minWidth: 0, overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  hidden: { display: 'none' },
});

interface ChoiceProps {
  readonly label: string;
  readonly hint?: string;
  readonly choose: string;
  readonly types: string;
  readonly trouble: string | null;
  readonly disabled?: boolean;
}

interface FileFieldProps extends ChoiceProps {
  readonly none: string;
  readonly file: File | null;
  readonly onChoose: (file: File) => void;
}

/** Chooses one file of this computer. */
export function FileField({ none, file, onChoose, ...choice }: FileFieldProps) {
  const first = ([chosen]: readonly File[]) => chosen && onChoose(chosen);
  return <FilesField {...choice} isOne chosen={file?.name ?? none} onChoose={first} />;
}

interface FilesFieldProps extends ChoiceProps {
  readonly isOne?: boolean;
  /** What is said of those that are chosen. */
  readonly chosen: string;
  readonly onChoose: (files: readonly File[]) => void;
}

/** Chooses files of this computer. */
export function FilesField(props: FilesFieldProps) {
  const { label, hint, choose, types, isOne = false, chosen, trouble, disabled = false, onChoose } = props;
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
        <Caption1 className={styles.name}>{chosen}</Caption1>
        <input
          ref={picker}
          className={styles.hidden}
          type="file"
          multiple={!isOne}
          accept={types}
          aria-label={label}
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            // The same file may be chosen again after it was mended.
            currentTarget.value = '';
            if (files.length > 0) onChoose(files);
          }}
        />
      </div>
    </Field>
  );
}

import { Checkbox, Field } from '@fluentui/react-components';

interface FileChoiceProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly busy: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A choice over what stands in a file's way. While the file is checked it keeps the focus, and takes no change. */
export function FileChoice({ label, hint, checked, busy, onChange }: FileChoiceProps) {
  return (
    <Field hint={hint}>
      <Checkbox
        label={label}
        checked={checked}
        aria-disabled={busy}
        onChange={(_, data) => {
          if (!busy) onChange(data.checked === true);
        }}
      />
    </Field>
  );
}

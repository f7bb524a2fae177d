import { Checkbox, Field } from '@fluentui/react-components';

interface UnloadChoiceProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly busy: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A choice over what stands in the way. While the file is checked it keeps the focus, and takes no change. */
export function UnloadChoice({ label, hint, checked, busy, onChange }: UnloadChoiceProps) {
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

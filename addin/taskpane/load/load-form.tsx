import { Button, Checkbox, Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useCallback, useState, type FormEvent } from 'react';
import type { LoadRouteBooksPayload } from '../../../bridge/contract/commands/load-route-books.js';
import { isVendorFormat, layoutNameOf, type ReadingFormat } from '../../../bridge/contract/reading-file.js';
import { useLoaded } from '../hooks/use-loaded.js';
import { usePane } from '../pane-context.js';
import { ChoiceField } from '../parts/choice-field.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { words } from '../words.js';
import { loadChoices, NO_FIELDS, typedChoice, type LoadFields } from './load-choice.js';
import { offeredFormats } from './offered-formats.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  range: { display: 'flex', gap: tokens.spacingHorizontalS },
  stop: { flexGrow: 1, flexBasis: 0, minWidth: 0 },
  number: { width: '100%', minWidth: 0 },
  check: { alignSelf: 'start' },
});

const CHOICES = loadChoices.map((value) => ({ value, label: words.load.choices[value] }));

interface LoadFormProps {
  readonly billRunId: string;
  /** The format of the cycle. */
  readonly format: ReadingFormat;
  readonly busy: boolean;
  /** Called with every change: what was checked stands no longer. */
  readonly onChange: () => void;
  readonly onCheck: (payload: LoadRouteBooksPayload) => void;
}

/** Which stops are loaded, and for which devices. */
export function LoadForm({ billRunId, format, busy, onChange, onCheck }: LoadFormProps) {
  const styles = useStyles();
  const { client } = usePane();
  const [fields, setFields] = useState<LoadFields>(NO_FIELDS);
  const [onlyUnread, setOnlyUnread] = useState(false);
  const [leaveOutMisfits, setLeaveOutMisfits] = useState(false);
  const [chosenFormat, setChosenFormat] = useState(format);
  const [asked, setAsked] = useState(false);
  const layouts = useLoaded(useCallback(() => client.readingLayouts(), [client]));
  const formats = offeredFormats(format, layouts.result ?? []);
  const { choice, troubles } = typedChoice(fields);
  const shown = asked && troubles !== null ? troubles : {};
  const change = (changed: Partial<LoadFields>) => {
    setFields({ ...fields, ...changed });
    onChange();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (choice !== null && !busy) {
      onCheck({ billRunId, choice, onlyUnread, leaveOutMisfits, format: chosenFormat });
    }
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ChoiceField
        label={words.load.which}
        choices={CHOICES}
        chosen={fields.by}
        onChoose={(by) => {
          setAsked(false);
          change({ ...NO_FIELDS, by: loadChoices.find((each) => each === by) ?? 'cycle' });
        }}
      />
      {(fields.by === 'routes' || fields.by === 'range' || fields.by === 'accounts') && (
        <Field label={words.load.names[fields.by]} {...validation(shown.names)}>
          {fields.by === 'range' ? (
            <Input value={fields.names} onChange={(_, { value }) => change({ names: value })} maxLength={64} />
          ) : (
            <Textarea value={fields.names} onChange={(_, { value }) => change({ names: value })} resize="vertical" />
          )}
        </Field>
      )}
      {fields.by === 'range' && (
        <div className={styles.range}>
          {(['fromStop', 'toStop'] as const).map((end) => (
            <Field key={end} className={styles.stop} label={words.load[end]} {...validation(shown[end])}>
              <Input
                className={styles.number}
                inputMode="numeric"
                value={fields[end]}
                onChange={(_, { value }) => change({ [end]: value })}
                maxLength={9}
              />
            </Field>
          ))}
        </div>
      )}
      <Checkbox
        label={words.load.onlyUnread}
        checked={onlyUnread}
        onChange={(_, { checked }) => {
          setOnlyUnread(checked === true);
          onChange();
        }}
      />
      <ChoiceField
        label={words.load.format}
        choices={formats.map((value) => ({ value, label: formatName(value) }))}
        chosen={chosenFormat}
        onChoose={(value) => {
          setChosenFormat(formats.find((each) => each === value) ?? format);
          onChange();
        }}
      />
      <Checkbox
        label={words.load.leaveOutMisfits}
        checked={leaveOutMisfits}
        onChange={(_, { checked }) => {
          setLeaveOutMisfits(checked === true);
          onChange();
        }}
      />
      <TroubleNotice trouble={layouts.trouble} title={words.unload.layoutsFailed} onRetry={layouts.reload} />
      <Button type="submit" className={styles.check} disabledFocusable={busy}>
        {words.load.check}
      </Button>
    </form>
  );
}

function formatName(format: ReadingFormat): string {
  return isVendorFormat(format) ? words.load.formats[format] : words.load.ownLayout(layoutNameOf(format) ?? format);
}

function validation(trouble: string | undefined) {
  return trouble === undefined ? {} : { validationState: 'error' as const, validationMessage: trouble };
}

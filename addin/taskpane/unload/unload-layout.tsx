import { Button, makeStyles } from '@fluentui/react-components';
import { useCallback } from 'react';
import type { Unload } from '../hooks/use-unload.js';
import { useLoaded } from '../hooks/use-loaded.js';
import { usePane } from '../pane-context.js';
import { ChoiceField } from '../parts/choice-field.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';

const useStyles = makeStyles({ edit: { alignSelf: 'start' } });

/** How the file is laid out: as its content tells, as a vendor has it, or by a layout of the utility's own. */
export function UnloadLayout({ unload }: { readonly unload: Unload }) {
  const styles = useStyles();
  const { client } = usePane();
  const { pull, isPulling } = useShell();
  const layouts = useLoaded(useCallback(() => client.readingLayouts(), [client]));
  const { choices, changeChoices, busy } = unload;
  const text = words.unload;
  const offered = [
    { value: '', label: text.layoutByContent },
    ...Object.entries(text.formats).map(([value, label]) => ({ value, label })),
    ...(layouts.result ?? []).map(({ name }) => ({ value: name, label: text.layoutOf(name) })),
  ];
  return (
    <>
      <ChoiceField
        label={text.layout}
        choices={offered}
        chosen={choices.layout ?? ''}
        disabled={busy}
        onChoose={(layout) => changeChoices({ ...choices, layout: layout === '' ? null : layout })}
      />
      <TroubleNotice trouble={layouts.trouble} title={text.layoutsFailed} onRetry={layouts.reload} />
      <Button className={styles.edit} disabledFocusable={isPulling} onClick={() => pull('reading-layouts', {})}>
        {text.editLayouts}
      </Button>
      <Button className={styles.edit} disabledFocusable={isPulling} onClick={() => pull('reading-codes', {})}>
        {text.editCodes}
      </Button>
    </>
  );
}

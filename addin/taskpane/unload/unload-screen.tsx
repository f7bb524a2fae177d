import { Body1, Button, Checkbox, Field, makeStyles } from '@fluentui/react-components';
import { useUnload } from '../hooks/use-unload.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { READING_FILE_TYPES } from './reading-upload.js';
import { UnloadResult } from './unload-result.js';

const useStyles = makeStyles({
  file: { width: '100%', font: 'inherit', color: 'inherit' },
  unload: { alignSelf: 'start' },
});

/** Unloads a reading file: choose, look at what was found, unload. */
export function UnloadScreen() {
  const styles = useStyles();
  const { goHome, refreshHome } = useShell();
  const unload = useUnload(refreshHome);
  const { result } = unload;
  const isReady = result?.outcome === 'previewed' && !result.reply.alreadyUnloaded && unload.trouble === null;

  return (
    <Screen title={words.unload.title} onBack={goHome}>
      <Body1>{words.unload.what}</Body1>
      <Field
        label={words.unload.file}
        hint={words.unload.fileHint}
        validationState={unload.fileTrouble === null ? 'none' : 'error'}
        validationMessage={unload.fileTrouble ?? undefined}
      >
        <input
          type="file"
          className={styles.file}
          accept={READING_FILE_TYPES}
          disabled={unload.busy}
          onChange={(event) => unload.choose(event.currentTarget.files?.[0] ?? null)}
        />
      </Field>
      {unload.offered.setAsideUnknown && (
        <Field hint={words.unload.setAsideHint}>
          <Checkbox
            label={words.unload.setAside}
            checked={unload.choices.setAsideUnknown}
            disabled={unload.busy}
            onChange={(_, data) => unload.changeChoices({ ...unload.choices, setAsideUnknown: data.checked === true })}
          />
        </Field>
      )}
      {unload.offered.replaceReads && (
        <Field hint={words.unload.replaceHint}>
          <Checkbox
            label={words.unload.replace}
            checked={unload.choices.replaceReads}
            disabled={unload.busy}
            onChange={(_, data) => unload.changeChoices({ ...unload.choices, replaceReads: data.checked === true })}
          />
        </Field>
      )}
      {(isReady || (unload.busy && unload.isUnloading)) && (
        <Button appearance="primary" className={styles.unload} disabledFocusable={unload.busy} onClick={unload.unload}>
          {words.unload.unload}
        </Button>
      )}
      <Working slow={unload.slow} sentence={unload.isUnloading ? words.unload.unloading : words.unload.checking} />
      <TroubleNotice
        trouble={unload.trouble}
        title={unload.trouble?.kind === 'refused' ? words.unload.fileRefused : words.unload.failed}
        onRetry={unload.isUnloading ? unload.unload : unload.check}
      />
      <UnloadResult reply={unload.trouble === null ? result : null} />
    </Screen>
  );
}

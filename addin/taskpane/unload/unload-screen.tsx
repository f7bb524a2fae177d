import { Body1, Button, makeStyles } from '@fluentui/react-components';
import { useUnload, type Unload, type UnloadReply } from '../hooks/use-unload.js';
import { Buttons } from '../parts/buttons.js';
import { FileChoice } from '../parts/file-choice.js';
import { FileField } from '../parts/file-field.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { READING_FILE_TYPES, withSecondReads } from './reading-upload.js';
import { SecondReads } from './second-reads.js';
import { UnloadLayout } from './unload-layout.js';
import { UnloadResult } from './unload-result.js';

const useStyles = makeStyles({ unload: { alignSelf: 'start' } });

/** Unloads a reading file: choose, look at what was found, unload. */
export function UnloadScreen() {
  const styles = useStyles();
  const { goHome, refreshHome } = useShell();
  const unload = useUnload(refreshHome);
  const { result, trouble, busy, choices } = unload;
  // Once the file is unloaded there is nothing left to choose.
  const readBefore = result === null || result.receiptNumber !== null ? [] : result.reply.readBefore;
  const isReady = result?.outcome === 'previewed' && !result.reply.alreadyUnloaded && trouble === null;

  return (
    <Screen title={words.unload.title} onBack={goHome}>
      <Body1>{words.unload.what}</Body1>
      <FileField
        label={words.unload.file}
        hint={words.unload.fileHint}
        choose={words.unload.choose}
        none={words.unload.noFile}
        types={READING_FILE_TYPES}
        file={unload.file}
        trouble={unload.fileTrouble}
        disabled={busy}
        onChoose={unload.choose}
      />
      <UnloadLayout unload={unload} />
      {unload.isSetAsideOffered && (
        <FileChoice
          label={words.unload.setAside}
          hint={words.unload.setAsideHint}
          checked={choices.setAsideUnknown}
          busy={busy}
          onChange={(setAsideUnknown) => unload.changeChoices({ ...choices, setAsideUnknown })}
        />
      )}
      {readBefore.length > 0 && (
        <SecondReads
          readBefore={readBefore}
          busy={busy}
          onChoose={(routeIds, choice) => unload.changeChoices(withSecondReads(choices, routeIds, choice))}
        />
      )}
      {(isReady || (busy && unload.isUnloading)) && (
        <Button appearance="primary" className={styles.unload} disabledFocusable={busy} onClick={unload.unload}>
          {words.unload.unload}
        </Button>
      )}
      <Working
        slow={unload.slow}
        sentence={unload.isUnloading ? words.unload.unloading : words.unload.checking}
        onCancel={unload.cancel}
      />
      <UnloadTrouble unload={unload} />
      <UnloadResult reply={trouble === null && !unload.slow ? result : null}>
        <NextStep reply={result} />
      </UnloadResult>
    </Screen>
  );
}

/** What went wrong; a file that was refused stays refused, so only the others can be tried again. */
function UnloadTrouble({ unload }: { readonly unload: Unload }) {
  const { trouble, isUnloading } = unload;
  const { fileRefused, unknown, failed, unknownDetail } = words.unload;
  const mayBeUnloaded = isUnloading && trouble?.mayBeDone === true;
  const again = isUnloading ? unload.unload : unload.check;
  return (
    <TroubleNotice
      trouble={trouble}
      title={trouble?.kind === 'refused' ? fileRefused : mayBeUnloaded ? unknown : failed}
      advice={mayBeUnloaded ? unknownDetail : undefined}
      onRetry={trouble?.kind === 'refused' ? undefined : again}
    />
  );
}

/** After the file is in: the reads of its run, or Home where it touched several. */
function NextStep({ reply }: { readonly reply: UnloadReply | null }) {
  const { pull, isPulling, goHome } = useShell();
  if (reply === null || !(reply.receiptNumber !== null || reply.reply.alreadyUnloaded)) return null;
  const [billRunId, ...others] = reply.reply.billRunIds;
  const isOne = billRunId !== undefined && others.length === 0;
  return (
    <Buttons>
      {isOne && (
        <Button appearance="primary" disabledFocusable={isPulling} onClick={() => pull('readings', { billRunId })}>
          {words.home.actions.readings}
        </Button>
      )}
      <Button appearance={isOne ? 'secondary' : 'primary'} onClick={goHome}>
        {words.common.back}
      </Button>
    </Buttons>
  );
}

import { Body1, Button, makeStyles } from '@fluentui/react-components';
import { callOutcomeWords } from '../../../bridge/contract/calls.js';
import type { ImportCallResultsReply } from '../../../bridge/contract/commands/import-call-results.js';
import { Facts } from '../parts/facts.js';
import { FileField } from '../parts/file-field.js';
import { Fold } from '../parts/fold.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { capital, day, number } from '../wording.js';
import { words } from '../words.js';
import { useCallResults } from './use-call-results.js';

const useStyles = makeStyles({ read: { alignSelf: 'start' } });

/** More of them help nobody in a pane. */
const SHOWN_MAX = 20;

const FILE_TYPES = '.csv,.tsv,.txt';

interface CallResultsProps {
  readonly isBusy: boolean;
  readonly onRead: () => void;
}

/** Reads the file of the calling service that tells what came of the calls. */
export function CallResults({ isBusy, onRead }: CallResultsProps) {
  const styles = useStyles();
  const task = useCallResults(onRead);
  const { calls } = words;
  const { result } = task;
  const isPreview = result !== null && result.receiptNumber === null && result.reply.alreadyRead === null;
  return (
    <Fold title={calls.results} level={4}>
      <FileField
        label={calls.resultsFile}
        hint={calls.resultsHint}
        choose={calls.choose}
        none={calls.noFileChosen}
        types={FILE_TYPES}
        file={task.file}
        trouble={task.fileTrouble}
        disabled={task.busy || isBusy}
        onChoose={task.choose}
      />
      <Working slow={task.slow} sentence={calls.readingResults} />
      <TroubleNotice trouble={task.trouble} title={calls.resultsRefused} />
      {result !== null && task.trouble === null && <Told reply={result.reply} isPreview={isPreview} />}
      {isPreview && (
        <Button appearance="primary" className={styles.read} disabledFocusable={task.busy} onClick={task.read}>
          {calls.readResults(result.reply.results)}
        </Button>
      )}
    </Fold>
  );
}

function Told({ reply, isPreview }: { readonly reply: ImportCallResultsReply; readonly isPreview: boolean }) {
  const { calls } = words;
  const { alreadyRead, results, repeated, outcomes, optedOut, optedOutPhones, wrongNumber, outsideHours } = reply;
  if (alreadyRead !== null) {
    return (
      <Live>
        <Notice intent="info" title={calls.alreadyRead(alreadyRead.receipt)} />
      </Live>
    );
  }
  return (
    <>
      <Live>
        <Notice intent={isPreview ? 'info' : 'success'} title={(isPreview ? calls.wouldRead : calls.read)(results)} />
      </Live>
      <Facts
        facts={outcomes.map(({ outcome, calls: count }) => {
          return { label: capital(callOutcomeWords[outcome]), value: number(count) };
        })}
      />
      {repeated > 0 && <Body1>{calls.repeated(repeated)}</Body1>}
      {optedOut.length > 0 && <Body1>{calls.optedOut(optedOut.join(', '))}</Body1>}
      {optedOutPhones.length > 0 && <Body1>{calls.optedOutPhones(optedOutPhones.join(', '))}</Body1>}
      {wrongNumber.length > 0 && <Body1>{calls.wrongNumber(wrongNumber.join(', '))}</Body1>}
      {outsideHours.length > 0 && (
        <Notice intent="warning" title={calls.outsideHours(outsideHours.length)}>
          {outsideHours
            .slice(0, SHOWN_MAX)
            .map(({ phone, on, at }) => calls.outsideCall(phone, day(on), at))
            .join('; ')}
          {outsideHours.length > SHOWN_MAX && calls.andMore(outsideHours.length - SHOWN_MAX)}
        </Notice>
      )}
    </>
  );
}

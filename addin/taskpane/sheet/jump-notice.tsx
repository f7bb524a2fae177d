import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Jump } from '../hooks/use-jump.js';
import { Buttons } from '../parts/buttons.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { words } from '../words.js';

// The list of issues may be long; what became of a jump is said where the person looks, at the foot of the pane.
const useStyles = makeStyles({
  foot: { position: 'sticky', bottom: 0, backgroundColor: tokens.colorNeutralBackground1 },
});

/** Why a cell is not to be seen after a jump: it is gone, or its row is hidden and can be shown. */
export function JumpNotice({ jump: { trouble, hiddenRow, show, reset } }: { readonly jump: Jump }) {
  return (
    <div className={useStyles().foot}>
      <Live>
        {hiddenRow !== null && (
          <Notice intent="warning" title={words.sheet.hidden(hiddenRow)}>
            <Buttons>
              <Button size="small" onClick={show}>
                {words.sheet.showIt}
              </Button>
              <Button size="small" onClick={reset}>
                {words.common.close}
              </Button>
            </Buttons>
          </Notice>
        )}
      </Live>
      <TroubleNotice trouble={trouble} title={words.sheet.jumpFailed} onDismiss={reset} />
    </div>
  );
}

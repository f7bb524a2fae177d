import { makeStyles, tokens } from '@fluentui/react-components';
import type { Unpriceable } from '../../../bridge/contract/tariff-impact.js';
import { number } from '../wording.js';
import { words } from '../words.js';
import { Notice } from './notice.js';

const useStyles = makeStyles({ reasons: { margin: 0, paddingLeft: tokens.spacingHorizontalL } });

/** Bills that other rates leave without a price stand in no total, so they are named apart. */
export function UnpriceableNotice({ unpriceable: { bills, missing, reasons } }: { readonly unpriceable: Unpriceable }) {
  const styles = useStyles();
  if (bills === 0) return null;
  return (
    <Notice intent="warning" title={words.impact.unpriceable(bills)}>
      {missing.length > 0 && <div>{words.impact.missing(missing)}</div>}
      <ul className={styles.reasons}>
        {reasons.map(({ message, fix, bills: found, accountId }) => (
          <li key={message}>{words.impact.reason(message, fix, number(found), accountId)}</li>
        ))}
      </ul>
    </Notice>
  );
}

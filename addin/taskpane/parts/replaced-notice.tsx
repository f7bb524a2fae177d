import type { MissingData } from '../../../bridge/contract/tariff-impact.js';
import { words } from '../words.js';
import { Notice } from './notice.js';

/** Bills that were priced without some data stand in the totals, so it is said what stood in for it. */
export function ReplacedNotice({ replaced }: { readonly replaced: readonly MissingData[] }) {
  if (replaced.length === 0) return null;
  return (
    <Notice intent="info" title={words.impact.replaced}>
      {words.impact.replacedDetail(replaced)}
    </Notice>
  );
}

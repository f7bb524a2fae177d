import assert from 'node:assert/strict';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ReplacedNotice } from '../../../addin/taskpane/parts/replaced-notice.js';
import { UnpriceableNotice } from '../../../addin/taskpane/parts/unpriceable-notice.js';
import { cents } from '../../../bridge/contract/money.js';

const MISSING = [
  { name: 'winter_average_ccf', bills: 34, accountId: '10-0042-01' },
  { name: 'carts', bills: 1, accountId: '10-0043-01' },
];

/** What a person reads, without the markup. */
function textOf(element: ReactElement): string {
  return renderToStaticMarkup(element)
    .replace(/<style.*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('data that bills lack, in the pane', () => {
  it('is named beside the bills that can not be priced', () => {
    const unpriceable = { bills: 35, beforeCents: cents(100), missing: MISSING, reasons: [] };
    const text = textOf(createElement(UnpriceableNotice, { unpriceable }));
    assert.match(text, /35 bills can’t be priced by these rates/);
    assert.match(text, /winter_average_ccf is missing for 34 bills, such as that of 10-0042-01; carts is missing for/);
    const refused = { ...unpriceable, missing: [] };
    assert.doesNotMatch(textOf(createElement(UnpriceableNotice, { unpriceable: refused })), /is missing/);
  });

  it('is named where something stood in for it, and not otherwise', () => {
    const text = textOf(createElement(ReplacedNotice, { replaced: MISSING }));
    assert.match(text, /priced without data that these rates ask for/);
    assert.match(text, /carts is missing for 1 bill, that of 10-0043-01\. What the rates say/);
    assert.equal(textOf(createElement(ReplacedNotice, { replaced: [] })), '');
  });
});

import assert from 'node:assert/strict';
import { offeredFormats } from '../../../addin/taskpane/load/offered-formats.js';

describe('the kinds of devices that a load is offered for', () => {
  it("are the cycle's own first, the vendors' and the own layouts that say what a device is loaded with", () => {
    const layouts = [
      { name: 'Radix', isLoaded: false },
      { name: 'Hersey', isLoaded: true },
      { name: 'READy', isLoaded: true },
    ];
    const vendors = ['beacon-csv', 'mvrs-upload', 'neptune', 'autoread'];
    assert.deepEqual(offeredFormats('beacon-csv', layouts), [...vendors, 'layout:Hersey', 'layout:READy']);
    assert.deepEqual(offeredFormats('layout:READy', layouts), ['layout:READy', ...vendors, 'layout:Hersey']);
    assert.deepEqual(offeredFormats('neptune', []), ['neptune', 'beacon-csv', 'mvrs-upload', 'autoread']);
  });
});

import assert from 'node:assert/strict';
import { namedRoute, unknownRoute } from '../../../../bridge/domain/routing/named-route.js';

describe('a route that a person names', () => {
  const routeIds = ['R01', 'R02', 'North-1'];

  it('is meant whatever its capitals and the blanks around it, and by nothing less than its name', () => {
    assert.equal(namedRoute(' r02', routeIds), 'R02');
    assert.equal(namedRoute('NORTH-1', routeIds), 'North-1');
    assert.equal(namedRoute('R0', routeIds), undefined);
  });

  it('is refused where there is none, with those to choose from, and of what they are', () => {
    const { message, fix } = unknownRoute('R9', routeIds);
    assert.equal(message, 'There is no route "R9".');
    assert.equal(fix, 'Choose one of R01, R02, North-1, or make it first: Home, Route books, New route.');
    const ofRun = unknownRoute('R9', routeIds, 'in the run 1-2026-11');
    assert.equal(ofRun.message, 'There is no route "R9" in the run 1-2026-11.');
    assert.equal(ofRun.fix, 'Choose one of R01, R02, North-1.');
    const many = Array.from({ length: 25 }, (_, index) => `A${index}`);
    assert.match(unknownRoute('R9', many).fix, /A19 and 5 more, or make it first/);
  });
});

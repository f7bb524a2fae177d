import assert from 'node:assert/strict';
import { writeRouteBook } from '../../../../bridge/files/route-book/write-route-book.js';
import { aBook, aStop, at, compoundStops, linesOf, misfits } from './book-samples.js';

describe('route files for AutoRead', () => {
  it('are one for each route, 155 characters for each register, each value at its published position', () => {
    const book = aBook([aStop()]);
    const [route] = book.routes;
    assert.ok(route);
    const files = writeRouteBook('autoread', { ...book, routes: [route, { ...route, routeId: '1/2' }] });
    assert.deepEqual(
      files.map(({ fileName }) => fileName),
      ['route-101-autoread.dat', 'route-1_2f_2-autoread.dat'],
    );
    const [line] = linesOf(files[0]);
    assert.equal(line?.length, 155);
    assert.equal(at(line, 1, 20).trimEnd(), '12 ELM ST');
    assert.deepEqual([at(line, 21, 28), at(line, 29, 43).trimEnd()], ['70012345', '10-0042-01']);
    assert.equal(at(line, 79, 103).trimEnd(), 'DOE JANE');
    assert.equal(at(line, 105, 134), '000000100000000010400000001180');
    assert.deepEqual(
      [at(line, 135, 144).trimEnd(), at(line, 145), at(line, 146, 155).trimEnd()],
      ['12345678', 'C', '70012345'],
    );
  });

  it('name the low register of a compound meter apart', () => {
    const stops = compoundStops().map((stop) => ({ ...stop, meterId: '80001' }));
    const [low, high] = linesOf(writeRouteBook('autoread', aBook(stops))[0]);
    assert.deepEqual([at(low, 21, 28), at(high, 21, 28)], ['80001(L)', '80001   ']);
  });

  it('are refused whole when a meter does not fit, with what does not fit on every route', () => {
    const book = aBook();
    const [route] = book.routes;
    assert.ok(route);
    const twice = { ...book, routes: [route, { ...route, routeId: '102' }] };
    const { issues } = misfits(() => writeRouteBook('autoread', twice));
    assert.deepEqual(
      issues.map(({ rowKey, column }) => [rowKey, column]),
      [
        ['10-0043-01', 'meter'],
        ['10-0043-01', 'serial'],
        ['10-0043-01', 'meter'],
        ['10-0043-01', 'serial'],
      ],
    );
  });
});

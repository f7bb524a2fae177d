import assert from 'node:assert/strict';
import { foldedText } from '../../../../bridge/domain/account-search/folded-text.js';
import { accountMatcher, type SearchedAccount } from '../../../../bridge/domain/account-search/match-account.js';

const DANA: SearchedAccount = {
  ...{ accountId: '10-0042-01', customerName: 'Whitlock, Dana', address: '45 Oak Street' },
  meterIds: ['M7001', 'M7002'],
};
const match = (typed: string, account: Partial<SearchedAccount> = {}) => accountMatcher(typed)({ ...DANA, ...account });
const isFound = (typed: string, account: Partial<SearchedAccount> = {}) => match(typed, account) !== null;

describe('a text as it is searched', () => {
  it('has no capitals, no marks on letters in whichever way they are written, and straight apostrophes', () => {
    assert.equal(foldedText('MUÑOZ'), 'munoz');
    assert.equal(foldedText('Mun\u0303oz'), 'munoz');
    assert.equal(foldedText('Łukasz O’Dell, İzmir'), "lukasz o'dell, izmir");
  });
});

describe('an account that is searched for', () => {
  it('is found by words in any order, over number, name, address and meter together', () => {
    for (const typed of [
      ...['Dana Whitlock', 'whitlock dana', 'dana,whitlock', 'Dana , Whitlock', '45 oak', 'oak 45', ' street  OAK '],
      ...['whitlock oak', '0042 dana', 'oak m7001', 'lock'],
    ]) {
      assert.ok(isFound(typed), typed);
    }
  });

  it('is not found when one of the words is nowhere, nor by a word across two of its facts', () => {
    for (const typed of ['Dana Whitlocke', '46 oak', 'oak elm', 'dana45', 'streetm7001', 'm7001 m7002']) {
      assert.ok(!isFound(typed), typed);
    }
  });

  it('is found with and without accents, and by no other letter in their place', () => {
    const muñoz = { customerName: 'Muñoz, José' };
    for (const typed of ['Muñoz', 'munoz', 'MUNOZ', 'jose mun\u0303oz']) assert.ok(isFound(typed, muñoz), typed);
    assert.ok(isFound('Muñoz', { customerName: 'Munoz' }));
    assert.ok(!isFound('Muñoz', { customerName: 'Muroz' }));
    assert.ok(isFound('ørsted', { customerName: 'ØRSTED' }));
    assert.ok(!isFound('ørsted', { customerName: 'Arsted' }));
  });

  it('is found by letters that keyboards lack as they are typed without them, and the other way round', () => {
    for (const [customerName, typed] of [
      ['Łukasz Wałęsa', 'lukasz walesa'],
      ['Ørsted, Bjørn', 'orsted bjorn'],
      ['Đorđević', 'dordevic'],
      ['Weiß', 'weiss'],
      ['WEIẞ', 'weiss'],
      ['Æbeltoft', 'aebeltoft'],
      ['Cœur', 'coeur'],
    ] as const) {
      assert.ok(isFound(typed, { customerName }), typed);
      assert.ok(isFound(customerName, { customerName: typed }), customerName);
    }
    assert.ok(!isFound('lukasz', { customerName: 'Tukasz' }));
    assert.ok(!isFound('weiss', { customerName: 'Weib' }));
  });

  it('comes first when it is just the text, then when it begins with it, then when words begin with it', () => {
    const place = (typed: string, account: Partial<SearchedAccount> = {}) => match(typed, account)?.place;
    assert.equal(place('10-0042-01'), 0);
    assert.equal(place('m7002'), 0);
    assert.equal(place('Whitlock, D'), 1);
    assert.equal(place('45 oak'), 1);
    assert.equal(place('m70'), 1);
    assert.equal(place('dana whitlock'), 2);
    assert.equal(place('dana', { customerName: "Bogdana O'Dana" }), 2);
    assert.equal(place('oak 5'), 3);
    assert.equal(place('ana whit'), 3);
  });

  it('tells the meter that was searched for, and none where something else was found', () => {
    assert.equal(match('m7002')?.meterId, 'M7002');
    assert.equal(match('7002 oak')?.meterId, 'M7002');
    assert.equal(match('m70')?.meterId, 'M7001');
    assert.equal(match('m7002', { customerName: 'M7002 Holdings' })?.meterId, 'M7002');
    assert.equal(match('45', { meterIds: ['M4500'] })?.meterId, null);
    assert.equal(match('dana', { meterIds: [] })?.meterId, null);
  });
});

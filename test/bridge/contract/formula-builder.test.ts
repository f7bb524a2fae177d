import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as build from '../../../bridge/contract/sheets/formula-builder.js';
import { FormulaTemplate, FormulaTemplateError } from '../../../bridge/contract/sheets/formula-template.js';

const { number, text, reference, exactReference, add, subtract, multiply, divide, power, formula } = build;
const a = exactReference('a');
const b = exactReference('b', 'rate');

describe('building a formula template', () => {
  const cases: [template: string, part: build.FormulaPart][] = [
    ['=12.29', number('12.29')],
    ['={a}+{b:rate}+1', add(a, b, number('1'))],
    ['={a}-({b:rate}-1)', subtract(a, subtract(b, number('1')))],
    ['={a}-{b:rate}-1', subtract(subtract(a, b), number('1'))],
    ['=({a}+1)*{b:rate}', multiply(add(a, number('1')), b)],
    ['={a}/({b:rate}*2)', divide(a, multiply(b, number('2')))],
    ['={a}*(-0.5)', multiply(a, number('-0.5'))],
    ['=(-2)^2', power(number('-2'), number('2'))],
    ['=2^(1/2)', power(number('2'), divide(number('1'), number('2')))],
    ['=ROUND({a},2)', build.round(a, 2)],
    ['=ROUND(ROUND({a}*{b:rate},9),2)', build.round(multiply(a, b), 2)],
    ['=ROUNDUP(ROUND({c},9),0)', build.roundUp(reference('c'), 0)],
    ['=ROUNDDOWN(ROUND({c:value},9),2)', build.roundDown(reference('c', 'value'), 2)],
    ['=ROUND(ROUNDUP({a},0),2)', build.round(build.roundUp(a, 0), 2)],
    ['=MIN({a},MAX({b:rate},0))', build.min(a, build.max(b, number('0')))],
    ['=SUM({a},{b:rate})*ABS({a})', multiply(build.sum(a, b), build.absolute(a))],
    ['=IF({a}<ROUND({b:rate}+1,9),1,2)', build.either(build.less(a, add(b, number('1'))), number('1'), number('2'))],
    [
      '=IF(AND({a}<=1,OR(NOT({b:rate}="x""y"),{a}=2)),"",1)',
      build.either(
        build.and(
          build.atMost(a, number('1')),
          build.or(build.not(build.equal(b, text('x"y'))), build.equal(a, number('2'))),
        ),
        text(''),
        number('1'),
      ),
    ],
  ];
  for (const [template, part] of cases) {
    it(`gives ${template}`, () => assert.equal(formula(part), template));
  }

  it('settles a choice before it is rounded when one of its sides was computed', () => {
    const choice = build.either(build.less(a, b), multiply(a, b), number('0'));
    assert.match(formula(build.round(choice, 2)), /^=ROUND\(ROUND\(IF.*,9\),2\)$/);
  });

  it('takes any text without control characters as a text and nothing else', () => {
    const plain = fc.string({ unit: 'binary', maxLength: 255 }).filter((content) => !/\p{C}/u.test(content));
    const attempts = fc.constantFrom('=1+1', '+1', '-1', '@SUM(1)', '";HYPERLINK("http://x', '"', '""', '{a}');
    fc.assert(
      fc.property(fc.oneof(plain, attempts), (content) => {
        const template = FormulaTemplate.parse(formula(text(content)));
        assert.deepEqual(template.references, []);
        assert.equal(
          template.toFormula(() => ''),
          `="${content.replaceAll('"', '""')}"`,
        );
      }),
    );
  });

  const refused: [what: string, part: () => unknown][] = [
    ['a number that is none', () => number('=1')],
    ['a number with an exponent', () => number('1e5')],
    ['a text with a line break', () => formula(text('a\nb'))],
    ['a number with more digits than Excel keeps', () => formula(number('1234567890.1234567'))],
    ['a row key that closes its brace', () => reference('a}+{b')],
    ['a row key with a column in it', () => reference('a:b')],
    ['a row key with a quote', () => reference('a"')],
    ['a column id that is none', () => reference('a', 'B2')],
    ['decimals that are no number', () => formula(build.round(a, NaN))],
    ['no arguments', () => formula(build.sum())],
  ];
  for (const [what, part] of refused) {
    it(`refuses ${what}`, () => assert.throws(part, FormulaTemplateError));
  }
});

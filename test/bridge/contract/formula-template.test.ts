import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FormulaTemplate, FormulaTemplateError } from '../../../bridge/contract/sheets/formula-template.js';

const placed = (template: string): string =>
  FormulaTemplate.parse(template).toFormula(({ rowKey, columnId }) => `<${rowKey}|${columnId ?? ''}>`);

describe('a formula template', () => {
  const accepted: [template: string, formula: string][] = [
    ['=12.29', '=12.29'],
    ['=007.50+0.0', '=7.5+0'],
    ['=-2^-2', '=-2^-2'],
    ['={usage}*{tier-1:rate}', '=<usage|>*<tier-1|rate>'],
    ['=ROUND({a}/3,2)', '=ROUND(<a|>/3,2)'],
    ['=IF(AND({a}<=1,NOT({b}<>2)),MIN({a},{b}),MAX(ABS({a}),INT(2.5)))', undefined],
    ['=IF(OR(1>2,1>=2,1=2),ROUNDUP(1,0),ROUNDDOWN(1,0))', undefined],
    ['=TRUNC(2.5)+TRUNC(2.55,1)+MOD(7,3)+SUM(1,2,3)', undefined],
    ['=IF({a}=1,"it says ""yes"", =1+1","")', undefined],
  ].map(([template = '', formula]) => [
    template,
    formula ?? template.replace(/\{(\w+)\}/g, (_, key: string) => `<${key}|>`),
  ]);
  for (const [template, formula] of accepted) {
    it(`may be ${template}`, () => assert.equal(placed(template), formula));
  }

  it('tells which cells it looks at', () => {
    assert.deepEqual(
      FormulaTemplate.parse('={a}+{b:rate}').references.map(({ rowKey, columnId }) => [rowKey, columnId]),
      [
        ['a', null],
        ['b', 'rate'],
      ],
    );
  });

  const refused: [what: string, template: string][] = [
    ['no equals sign', '1+1'],
    ['nothing', '='],
    ['a customer’s formula', '=HYPERLINK("http://x","y")'],
    ['a function that reaches out', '=WEBSERVICE("http://x")'],
    ['a function that makes references', '=INDIRECT("A1")'],
    ['a function in small letters', '=round(1,2)'],
    ['a function hidden in another', '=ROUND(HYPERLINK("x"),2)'],
    ['a cell of the worksheet', '=A1'],
    ['a range of the worksheet', '=SUM(A1:B2)'],
    ['a column of another table', '=SUM(Table[x])'],
    ['another worksheet', "='Other sheet'!A1"],
    ['another program', "=cmd|'/c calc'!A0"],
    ['a defined name', '=TotalDue'],
    ['a text that is not closed', '="a'],
    ['a text with a call after it', '="";HYPERLINK("http://x")'],
    ['a text with a line break', '="a\nb"'],
    ['a text that runs from right to left unseen', '="a\u202Eb"'],
    ['a text of more than 255 characters', `="${'a'.repeat(256)}"`],
    ['texts put together', '="a"&"b"'],
    ['a line break', '=1+\n1'],
    ['a space', '=1 + 1'],
    ['an array', '={1,2}'],
    ['a percent sign', '=5%'],
    ['a number with an exponent', '=1E5'],
    ['a number with more digits than Excel keeps', '=0.1234567890123456'],
    ['a number after a cell, which would make another address', '={a}5'],
    ['an operator too many', '=1**2'],
    ['an operator too few', '=(1)(2)'],
    ['an operator at the end', '=1+'],
    ['a parenthesis too few', '=(1+2'],
    ['a parenthesis too many', '=1+2)'],
    ['a chain of comparisons', '=1<2<3'],
    ['too few arguments', '=ROUND(1)'],
    ['too many arguments', '=ROUND(1,2,3)'],
    ['no arguments', '=SUM()'],
    ['an empty argument', '=SUM(1,,2)'],
    ['more than Excel nests', `=${'('.repeat(60)}1${')'.repeat(60)}`],
    ['more characters than a cell has on the wire', `=1${'+1'.repeat(1000)}`],
    ['a key with a brace', '={a}b}'],
    ['a key with an exclamation mark', '={Sheet1!a}'],
  ];
  for (const [what, template] of refused) {
    it(`is refused with ${what}`, () => {
      assert.throws(() => FormulaTemplate.parse(template), FormulaTemplateError);
    });
  }

  const pieces = ['=', '+', '-', '@', '"', '""', "'", '\n', ';', ',', '(', ')', '{a}', '{', '}', 'HYPERLINK(', 'SUM('];
  const attempts = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 12 })
    .map((parts) => `=${parts.join('')}`);

  it('has, outside of quotes, nothing but the grammar’s signs, whatever one tries', () => {
    const allowed =
      /^=(?:[-+*/^<>=(),]|\d+(?:\.\d+)?|<[A-Za-z0-9][\w-]*\|[a-zA-Z0-9]*>|(?:ROUND|ROUNDUP|ROUNDDOWN|MIN|MAX|SUM|IF|AND|OR|NOT|INT|TRUNC|ABS|MOD)\(|"(?:[^"\p{C}]|"")*")+$/u;
    fc.assert(
      fc.property(attempts, (template) => {
        let formula: string;
        try {
          formula = placed(template);
        } catch (error) {
          assert.ok(error instanceof FormulaTemplateError);
          return;
        }
        assert.match(formula, allowed);
      }),
      { numRuns: 5_000, examples: [['={0}'], ['="";HYPERLINK("x")'], ['=SUM("",HYPERLINK("x"))']] },
    );
  });
});

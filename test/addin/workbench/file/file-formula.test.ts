import assert from 'node:assert/strict';
import { fileFormula, modelFormula } from '../../../../addin/workbench/file/file-formula.js';

/** Formulas as they are typed, and as Excel writes them into its files. */
const WRITTEN: readonly (readonly [typed: string, written: string])[] = [
  ['=SUM(A1:A3)*-1%', 'SUM(A1:A3)*-1%'],
  ['=STDEV.S(A1:A3)+stdev.p(B:B)', '_xlfn.STDEV.S(A1:A3)+_xlfn.stdev.p(B:B)'],
  ['=CEILING.MATH(1.2)+CEILING(1.2,1)', '_xlfn.CEILING.MATH(1.2)+CEILING(1.2,1)'],
  ['=TEXTSPLIT("a b"," ")', '_xlfn.TEXTSPLIT("a b"," ")'],
  ['=VSTACK(A2,XLOOKUP(1,A:A,$B:$B))', '_xlfn.VSTACK(A2,_xlfn.XLOOKUP(1,A:A,$B:$B))'],
  ['=SORT(FILTER(A1:B9,B1:B9>0))', '_xlfn._xlws.SORT(_xlfn._xlws.FILTER(A1:B9,B1:B9>0))'],
  ['=SORTBY(A1:A3,B1:B3)', '_xlfn.SORTBY(A1:A3,B1:B3)'],
  ['=NETWORKDAYS.INTL(A1,A2)', 'NETWORKDAYS.INTL(A1,A2)'],
  ['=CURBSTOP.BALANCE("LET(a,1,a)")', 'CURBSTOP.BALANCE("LET(a,1,a)")'],
  ["='LET(a,1,a)'!A1+FILTER", "'LET(a,1,a)'!A1+FILTER"],
  ['=LET(a,1,a+1)', '_xlfn.LET(_xlpm.a,1,_xlpm.a+1)'],
  ['=LET(a,1,a)', '_xlfn.LET(_xlpm.a,1,_xlpm.a)'],
  [
    '=LET(rate, rate*2, use, A1, rate*Use)+rate',
    '_xlfn.LET(_xlpm.rate, rate*2, _xlpm.use, A1, _xlpm.rate*_xlpm.Use)+rate',
  ],
  ['=LET(a,1,$A$1+a!B1+Reads[a]+A:A+a)', '_xlfn.LET(_xlpm.a,1,$A$1+a!B1+Reads[a]+A:A+_xlpm.a)'],
  ['=LET(x,SUM(a,b),MAX(x,a))', '_xlfn.LET(_xlpm.x,SUM(a,b),MAX(_xlpm.x,a))'],
  ['=MAP(A1:A3,LAMBDA(v,w,v*w))', '_xlfn.MAP(A1:A3,_xlfn.LAMBDA(_xlpm.v,_xlpm.w,_xlpm.v*_xlpm.w))'],
  ['=LET(f,LAMBDA(t,t*3),f(2))', '_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.t,_xlpm.t*3),_xlpm.f(2))'],
];

describe('a formula in a file', () => {
  for (const [typed, written] of WRITTEN) {
    it(`is written as Excel writes it, and read back as typed: ${typed}`, () => {
      assert.equal(fileFormula(typed, null), written);
      assert.equal(modelFormula(written, null), typed);
    });
  }
});

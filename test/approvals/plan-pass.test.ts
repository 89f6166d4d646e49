import { planPass, type GatedText, type Pass } from '../../src/approvals/plan-pass';

const text: GatedText = {
  hash: 'aa',
  gates: ['review', 'signature'],
  drafters: ['clerk', 'second-clerk'],
  passed: [],
};
const pass: Pass = { gates: ['review'], hash: 'aa', by: 'reviewer', onBehalfOf: null };

describe('planPass', () => {
  it.each<[string, Partial<GatedText>, Partial<Pass>, unknown]>([
    ['the first gate', {}, {}, { kind: 'passed', gates: ['review'], next: 'signature' }],
    [
      'the last gate',
      { passed: ['review'] },
      { gates: ['signature'] },
      { kind: 'passed', gates: ['signature'], next: null },
    ],
    [
      'both in one press',
      {},
      { gates: ['review', 'signature'] },
      { kind: 'passed', gates: ['review', 'signature'], next: null },
    ],
    ['a text that was changed', {}, { hash: 'bb' }, { kind: 'other_text' }],
    ['its drafter', {}, { by: 'clerk' }, { kind: 'own_text' }],
    ['somebody who wrote in it later', {}, { by: 'second-clerk' }, { kind: 'own_text' }],
    ['a deputy of its drafter', {}, { onBehalfOf: 'clerk' }, { kind: 'own_text' }],
    ['a deputy who wrote it', {}, { by: 'clerk', onBehalfOf: 'head' }, { kind: 'own_text' }],
    [
      'the second gate before the first',
      {},
      { gates: ['signature'] },
      { kind: 'not_their_gate', next: 'review' },
    ],
    [
      'a gate that was passed already',
      { passed: ['review'] },
      {},
      { kind: 'not_their_gate', next: 'signature' },
    ],
    [
      'a text that is through',
      { passed: ['review', 'signature'] },
      {},
      { kind: 'not_their_gate', next: null },
    ],
    ['no gate at all', {}, { gates: [] }, { kind: 'not_their_gate', next: 'review' }],
    [
      'more gates than there are',
      { gates: ['review'] },
      { gates: ['review', 'signature'] },
      { kind: 'not_their_gate', next: 'review' },
    ],
  ])('%s', (_what, ofText, ofPass, expected) => {
    expect(planPass({ ...text, ...ofText }, { ...pass, ...ofPass })).toEqual(expected);
  });
});

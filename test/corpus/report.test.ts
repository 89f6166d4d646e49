import fs from 'node:fs';
import path from 'node:path';
import { corpusRowSchema, evaluateCorpus, type CorpusRow } from '../../src/cli/corpus-report';
import { presentReport } from '../../src/cli/present-report';
import { findPackageRoot } from '../../src/platform/package-root';
import { monday, suppliedRouter } from '../routing/routing-harness';

const rows = readRows('corpus');

function readRows(name: string): CorpusRow[] {
  const file = path.join(findPackageRoot(), `test/fixtures/${name}.jsonl`);
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => corpusRowSchema.parse(JSON.parse(line)));
}

/**
 * Not an independent exam: one author wrote both halves and the words. No sentence of `held` was
 * looked at while words were chosen, but its totals were, once when thresholds were set.
 */
describe.each(['tune', 'held'])('our own utterances, half %s', (split) => {
  it('are understood as the product promises', async () => {
    const { router } = await suppliedRouter();
    const report = evaluateCorpus(
      router,
      rows.filter((row) => row.split === split),
      monday,
    );
    const { overall } = report;
    const shares = {
      alone: overall.alone / overall.items,
      amongThree: overall.amongThree / overall.items,
      crossed: overall.crossedRight / overall.crossed,
      askBacks: overall.askBacks / overall.rows,
      wrongCertain: overall.wrongCertain / overall.rows,
      queue: overall.queueRight / overall.queue,
    };
    expect(overall.items).toBeGreaterThan(150);
    expect(shares.alone).toBeGreaterThanOrEqual(0.75);
    expect(shares.amongThree).toBeGreaterThanOrEqual(0.92);
    expect(shares.crossed).toBeGreaterThanOrEqual(0.9);
    expect(shares.askBacks).toBeLessThanOrEqual(0.35);
    expect(shares.wrongCertain).toBeLessThanOrEqual(0.03);
    expect(shares.queue).toBeGreaterThanOrEqual(0.8);
    expect(overall.emergenciesRight).toBeCloseTo(overall.emergencies);
    expect(overall.handoverRight).toBeCloseTo(overall.handover);
    expect(overall.confirmRight).toBeCloseTo(overall.confirm);
    expect(overall.falseNow).toBe(0);
    expect(overall.chitchatCases).toBe(0);
    expect(presentReport(report)[0]).toMatch(/^共 \d+ 句$/);
  });
});

/** Another author's sentences; what was missed in them led to classes of words, so it is no exam either. */
it('understands the sentences of another author', async () => {
  const { router } = await suppliedRouter();
  const { overall } = evaluateCorpus(router, readRows('fresh'), monday);
  expect(overall.items).toBeGreaterThan(100);
  expect(overall.alone / overall.items).toBeGreaterThanOrEqual(0.78);
  expect(overall.amongThree / overall.items).toBeGreaterThanOrEqual(0.93);
  expect(overall.wrongCertain / overall.rows).toBeLessThanOrEqual(0.03);
  expect(overall.queueRight / overall.queue).toBeGreaterThanOrEqual(0.75);
  expect(overall.emergenciesRight).toBeCloseTo(overall.emergencies);
  expect(overall.falseNow).toBe(0);
  expect(overall.chitchatCases).toBe(0);
});

/**
 * Sets of a third author, each written before its misses were looked at: old people, dialect, no
 * punctuation, stories with the point in the middle, and talk that only sounds like danger. What was
 * missed in one led to kinds of understanding (denial, fear, sound, clauses), never to its sentences.
 */
describe.each(['r1', 'r2', 'r3'])('sentences as citizens type them, set %s', (split) => {
  it('are understood as the product promises', async () => {
    const { router } = await suppliedRouter();
    const rows = readRows('citizens').filter((row) => row.split === split);
    const { overall } = evaluateCorpus(router, rows, monday);
    expect(overall.rows).toBeGreaterThan(150);
    expect(overall.emergencies).toBeGreaterThan(60);
    expect(overall.emergenciesRight).toBeCloseTo(overall.emergencies);
    expect(overall.falseNow).toBe(0);
    expect(overall.alone / overall.items).toBeGreaterThanOrEqual(0.66);
    expect(overall.amongThree / overall.items).toBeGreaterThanOrEqual(0.88);
    expect(overall.crossedRight / overall.crossed).toBeGreaterThanOrEqual(0.86);
    expect(overall.askBacks / overall.rows).toBeLessThanOrEqual(0.2);
    expect(overall.wrongCertain / overall.rows).toBeLessThanOrEqual(0.04);
    expect(overall.queueRight / overall.queue).toBeGreaterThanOrEqual(0.85);
    expect(overall.handoverRight).toBeCloseTo(overall.handover);
    expect(overall.chitchatCases).toBe(0);
  });
});

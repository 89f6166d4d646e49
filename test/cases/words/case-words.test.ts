import { createCannedTexts, createCaseWords } from '../../../src/compose-words';
import type { CaseGates } from '../../../src/cases/life-cycle/ports';
import type { ContentSet } from '../../../src/content/load-content';
import { loadSuppliedContent } from '../../replies/supplied-content';
import {
  anActor,
  createCaseWorld,
  DRAFT,
  plainClocks,
  type CaseWorld,
} from '../../support/case-world';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { aPhrase, createPhraseWorld } from '../phrases/phrase-world';

let content: ContentSet;
let test: TestDatabase;
let world: CaseWorld;
let number: string;
const clerk = anActor('clerk');

beforeAll(async () => {
  content = await loadSuppliedContent(new Date('2026-11-23T01:30:00Z'));
});
beforeEach(async () => {
  test = await createTestDatabase();
  world = await createCaseWorld(test.database);
  world.ports.words = createCaseWords(content, plainClocks, world.clock);
  number = await world.open();
});
afterEach(() => test.drop());

/** 受理并答复 of a 咨询 about 社保卡. @returns the state that it leads to */
async function answer(text: string, template: string | null, confirmed = false): Promise<string> {
  const input = { ...DRAFT, type: 'consultation', item: 'renshe.card' } as const;
  const command = { action: 'accept_and_answer', input: { ...input, text, template, confirmed } };
  return (await world.act(number, clerk, command as Parameters<CaseWorld['act']>[2])).state;
}
const cardText = () => {
  const { items, units } = content.routing;
  const item = items.find(({ ref }) => ref === 'renshe.card')!;
  return { item, unit: units.get('renshe')! };
};

it('lets an approved phrase out at once, filled with what this case has', async () => {
  const phrases = createPhraseWorld(test.database);
  const { id } = await phrases.approved(aPhrase({ text: '{事项}的办件{编号}，请打{电话}。' }));
  const { item, unit } = cardText();
  const call = unit.telephone ?? '12345';
  const text = `${item.name}的办件${number}，请打${call}。`;
  expect(await answer(text, `phrase:${id}`)).toBe('answered');
});

it.each([
  ['whose words were changed', (text: string) => `${text}谢谢。`],
  ['that names another case', (text: string) => text.replace('RS', 'YB')],
])('sends a phrase to its gate %s', async (_, changed) => {
  const phrases = createPhraseWorld(test.database);
  const { id } = await phrases.approved(aPhrase({ text: '办件{编号}已经看过。' }));
  expect(await answer(changed(`办件${number}已经看过。`), `phrase:${id}`)).toBe('awaiting_review');
});

it('sends a phrase to its gate that another unit has, or that has ended', async () => {
  const phrases = createPhraseWorld(test.database);
  const foreign = await phrases.approved(aPhrase({ text: '请到窗口来。' }), 'yibao');
  expect(await answer('请到窗口来。', `phrase:${foreign.id}`)).toBe('awaiting_review');
  const ended = await phrases.approved(aPhrase({ text: '请到大厅来。', validUntil: '2026-11-23' }));
  world.clock.advance(24 * 60 * 60 * 1000);
  number = await world.open();
  expect(await answer('请到大厅来。', `phrase:${ended.id}`)).toBe('awaiting_review');
});

it('lets the card of the item out as it is today, and no other text under its name', async () => {
  const canned = createCannedTexts(content);
  const card = canned.find('renshe', 'item:renshe.card', world.clock.now())!;
  expect(card.text).not.toContain('转人工');
  expect(canned.find('yibao', 'item:renshe.card', world.clock.now())).toBeNull();
  const other = number;
  expect(await answer(card.text, 'item:renshe.card')).toBe('answered');
  number = await world.open();
  expect(other).not.toBe(number);
  expect(await answer(`${card.text}。`, 'item:renshe.card')).toBe('awaiting_review');
});

it('wants a second person for what must be looked at twice, though the unit has no gate', async () => {
  const gates: CaseGates = { consultation: 'none' };
  const units = new Map([...world.ports.units()].map(([code, unit]) => [code, { ...unit, gates }]));
  world.ports.units = () => units;
  expect(await answer('请带身份证来。', null)).toBe('answered');
  number = await world.open();
  expect(await answer('材料齐了保证给您办好。', null, true)).toBe('awaiting_review');
});

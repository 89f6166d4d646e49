import { createNormalise } from '../../src/items/search/normalise';
import { PhraseBook } from '../../src/routing/phrase-book';
import { createToneReader } from '../../src/routing/tone';
import { vocabularyFileSchema } from '../../src/routing/schema';

const normalise = createNormalise();
const book = new PhraseBook(normalise);
const readTone = createToneReader(
  vocabularyFileSchema.parse({ questions: ['怎么'], complaints: ['态度差'] }),
  book,
);
const toneOf = (text: string) => readTone(text, book.scan(normalise(text)));

it.each([
  '高龄津贴八十岁？',
  '高龄津贴八十岁?',
  '老人卡能办不！',
  '老人卡能办吗，',
  '老人卡能办冇.',
  '社保卡怎么办',
  '门开不开',
])('hears a question in %s', (text) => {
  expect(toneOf(text).question).not.toBeNull();
});

it.each(['高龄津贴八十岁！', '老人卡办好了。'])('hears none in %s', (text) => {
  expect(toneOf(text).question).toBeNull();
});

it('hears who is displeased', () => {
  expect(toneOf('窗口的人态度差！').complaint).toBe('态度差');
});

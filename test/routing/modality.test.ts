import { createNormalise } from '../../src/items/search/normalise';
import { PhraseBook } from '../../src/routing/phrase-book';

const normalise = createNormalise();
const book = new PhraseBook(normalise);
const danger = book.add(['自杀', '着火', '走丢', '掉进井', '倒下来', '中风']);
const mannerOf = (text: string) => danger.manner(book.scan(normalise(text)));

it.each([
  ['楼下着火了', 'meant'],
  ['是不是着火了', 'meant'],
  ['这不是着火了吗', 'meant'],
  ['我没有想自杀，就是睡不着', 'denied'],
  ['冇得着火，就是油烟大', 'denied'],
  ['不是着火，是蒸汽', 'denied'],
  ['怕我爸走丢，有没有手环', 'feared'],
  ['电线杆歪了怕倒下来', 'feared'],
  ['小孩容易掉进井里', 'feared'],
  ['不小心掉进井里了', 'meant'],
  ['怕是中风了', 'meant'],
  ['没着火，真的着火了', 'meant'],
  ['天气好', null],
])('%s: %s', (text, manner) => {
  expect(mannerOf(text)).toBe(manner);
});

it('finds a word that is doubted as well as one that is meant', () => {
  expect(danger.find(book.scan(normalise('怕他走丢')))).toBe('走丢');
});

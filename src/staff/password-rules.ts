/** What stands in the lists of stolen passwords, or near: matched without case, after `foldLetters`. */
const COMMON_WORDS = (
  'password passwd passw0rd admin administrator root user guest test demo temp default welcome login ' +
  'letmein iloveyou woaini woaiwo monkey dragon master sunshine princess football baseball superman ' +
  'batman qwerty qwertyuiop qwert asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsx wsxedc qweasd ' +
  'qweasdzxc qwe asd zxc 1qaz 2wsx 3edc zaq xsw ' +
  'secret changeme hello huawei wechat weixin gongzhonghao zhijian junshan yueyang hunan china zhongguo ' +
  'beijing renshe minzheng gongan yibao jikong ziran wenlv zhengfu zhengwu bangong mima denglu abc abcd abcdef'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);

const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
};

const MAX_LENGTH = 128;
/** What must be left when everything that can be guessed is taken away. */
const MIN_UNGUESSED = 5;

/** Whose password it is to be. */
export interface PasswordOwner {
  username: string;
  name: string;
}

/** Why a password is not taken, as a sentence; null where it is. History is checked elsewhere. */
export function findPasswordFault(
  password: string,
  owner: PasswordOwner,
  minLength: number,
): string | null {
  const folded = password.normalize('NFKC');
  const length = [...folded].length;
  if (length < minLength) return `密码至少要 ${minLength} 位。`;
  if (length > MAX_LENGTH) return `密码最多 ${MAX_LENGTH} 位。`;
  if (/\p{Cc}/u.test(folded)) return '密码里不能有看不见的控制字符。';
  if (countClasses(folded) < 3) return '密码要有大写字母、小写字母、数字、符号中的至少三种。';
  const lower = folded.toLowerCase();
  if (lower.includes(owner.username.toLowerCase()) || lower.includes(owner.name.toLowerCase())) {
    return '密码里不能有自己的用户名或姓名。';
  }
  if (/1[3-9]\d{9}/.test(lower)) return '密码里不能有手机号码。';
  if (isGuessable(lower)) return '这个密码太常见，容易被猜中，请换一个。';
  return null;
}

function countClasses(password: string): number {
  return [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((sort) => sort.test(password)).length;
}

/** Whether hardly anything is left without common words, years, runs and repetitions. */
function isGuessable(lower: string): boolean {
  return [lower, foldLetters(lower)].some((text) => {
    const left = COMMON_WORDS.reduce((rest, word) => rest.replaceAll(word, ' '), text)
      .replace(/(?:19|20)\d\d(?:[01]\d[0-3]\d)?/g, ' ')
      .replace(/(.)\1{2,}/g, ' ');
    return new Set(withoutRuns(left).replace(/\s/g, '')).size < MIN_UNGUESSED;
  });
}

function foldLetters(text: string): string {
  return [...text].map((sign) => LEET[sign] ?? sign).join('');
}

/** Without `3456`, `cdef` and `4321`: three or more signs, each next to the one before. */
function withoutRuns(text: string): string {
  const codes = [...text].map((sign) => sign.codePointAt(0)!);
  const isStep = (at: number, step: number): boolean => codes[at + 1] === codes[at]! + step;
  const inRun = codes.map((_, at) =>
    [1, -1].some((step) =>
      [at - 2, at - 1, at].some((start) => isStep(start, step) && isStep(start + 1, step)),
    ),
  );
  return [...text].map((sign, at) => (inRun[at] ? ' ' : sign)).join('');
}

import type { FieldOf } from '../schema';
import { refused, value, type FieldType, type Found, type Reading } from './reading';

const HAN = '\\p{Script=Han}';
const NAME = new RegExp(`^${HAN}{2,4}$|^${HAN}{1,15}(?:·${HAN}{1,15}){1,4}$`, 'u');
const LONG_NAME = new RegExp(`^${HAN}{5,6}$`, 'u');
const LEAD =
  /^(?:我(?:的)?(?:姓名|名字)?(?:是|叫)|本人(?:叫|是)?|(?:姓名|名字)(?:是|叫|:)?|叫)[: ]*/;
const STATED = new RegExp(
  `(?:我叫|姓名(?:是|叫|:)?|名字(?:是|叫|:)?|户主|参保人)[: ]*(${HAN}{2,4}(?:·${HAN}{1,8})*)(?=$|[,，、;；。 \\d的])`,
  'u',
);
/** Words of two to four characters that people write and that are nobody's name. */
const NOT_A_NAME =
  /你好|您好|谢谢|在吗|没有|不知道|不清楚|不记得|忘了|什么|怎么|哪里|哪儿|多少|为什么|可以|好的|收到|帮我|帮忙|请问|查询|查一|查下|办理|身份证|手机|电话|社保|医保|编号|不是|不对|取消|人工|等等|稍等|麻烦/;
/** The hundred commonest surnames of the mainland and some more. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤易文乔傅涂殷柳欧费符瞿喻阳湛游施兰齐庄左辛管祝纪舒屈项柯裴关鲁岳凌甘伍',
);

export const nameField: FieldType<FieldOf<'name'>> = {
  certain: false,
  find: (text) => findStated(text) ?? findAmongParts(text),
  read: (text) => readName(text),
};

function readName(text: string): Reading {
  const name = text
    .replace(LEAD, '')
    .replace(/[。.!,，]+$/, '')
    .replaceAll(' ', '');
  const fits = NAME.test(name) || (LONG_NAME.test(name) && SURNAMES.has(name[0]!));
  if (fits && !NOT_A_NAME.test(name)) return value(name);
  return refused('姓名请写汉字，和身份证上一样，例如“李小明”。');
}

function findStated(text: string): Found | null {
  const match = STATED.exec(text);
  const name = match?.[1];
  if (!match || name === undefined || NOT_A_NAME.test(name)) return null;
  const end = match.index + match[0].length;
  return { start: end - name.length, end, reading: value(name) };
}

/** "李小明 4306… 5678": beside a number, a part by itself that begins with a surname. */
function findAmongParts(text: string): Found | null {
  if (!/\d/.test(text)) return null;
  for (const match of text.matchAll(/[\p{Script=Han}·]+/gu)) {
    const name = match[0];
    if (!NAME.test(name) || NOT_A_NAME.test(name) || !SURNAMES.has(name[0]!)) continue;
    return { start: match.index, end: match.index + name.length, reading: value(name) };
  }
  return null;
}

import type { FieldOf } from '../schema';
import { refused, value, type FieldType } from './reading';

export const textField: FieldType<FieldOf<'text'>> = {
  certain: false,
  find: () => null,
  read(text, { label, least, most }) {
    const length = [...text].length;
    if (length < least) return refused(`${label}至少写${least}个字。`);
    if (length > most) return refused(`${label}太长了，请控制在${most}个字以内。`);
    return /\p{L}|\p{N}/u.test(text) ? value(text) : refused(`请用文字写${label}。`);
  },
};

import { z } from 'zod';
import type { AttachmentView } from '../../../media/attachments';

export const pictureSchema = z.object({
  id: z.string().nullable().describe('附件的编号；附件已经去掉的是 null'),
  name: z.string(),
  url: z.string().describe('在浏览器里看'),
});

/** Where staff see a picture of a case. */
export const pictureUrlOf = (number: string, sha256: string): string =>
  `/pictures/${encodeURIComponent(number)}/${sha256}`;

/**
 * Pictures that go with an answer, in their order.
 * @param names in the media store
 * @param files the attachments of the case
 */
export function presentPictures(
  number: string,
  names: readonly string[],
  files: readonly AttachmentView[],
): z.output<typeof pictureSchema>[] {
  return names.map((sha256, at) => {
    const file = files.find((one) => one.sha256 === sha256);
    return {
      id: file?.id ?? null,
      name: file?.name ?? `图片 ${at + 1}`,
      url: pictureUrlOf(number, sha256),
    };
  });
}

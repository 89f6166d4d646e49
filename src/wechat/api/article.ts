import { z } from 'zod';

/** An article to be kept as a draft. Pictures in `content` come from `uploadImage`; others are taken out. */
export type DraftArticle = {
  /** At most 32 characters. */
  title: string;
  /** At most 16 characters. */
  author?: string;
  /** At most 128 characters; absent: the beginning of the text. */
  digest?: string;
  /** HTML under 20 000 characters and 1 MB. */
  content: string;
  /** The address behind 阅读原文. */
  content_source_url?: string;
  need_open_comment?: 0 | 1;
  only_fans_can_comment?: 0 | 1;
  cover_info?: { crop_percent_list: readonly CoverCrop[] };
} & (
  | { article_type?: 'news'; thumb_media_id: string }
  /** At most 20 pictures, the first is the cover; permanent material. */
  | { article_type: 'newspic'; image_info: { image_list: readonly { image_media_id: string }[] } }
);

/** A part of the cover, from (0,0) top left to (1,1) bottom right, as decimals in texts. */
export interface CoverCrop {
  ratio: '1_1' | '16_9' | '2.35_1';
  x1: string;
  y1: string;
  x2: string;
  y2: string;
}

/** An article as drafts and publications give it. */
export const articleSchema = z.object({
  article_type: z.string().optional(),
  title: z.string(),
  author: z.string().optional(),
  digest: z.string().optional(),
  /** Absent where the list was asked for without texts. */
  content: z.string().optional(),
  content_source_url: z.string().optional(),
  thumb_media_id: z.string().optional(),
  thumb_url: z.string().optional(),
  show_cover_pic: z.number().optional(),
  need_open_comment: z.number().optional(),
  only_fans_can_comment: z.number().optional(),
  image_info: z
    .looseObject({ image_list: z.array(z.object({ image_media_id: z.string() })) })
    .optional(),
  /** A draft's temporary address, a publication's own. */
  url: z.string().optional(),
  /** Publications only. */
  is_deleted: z.boolean().optional(),
});
export type Article = z.infer<typeof articleSchema>;

export const newsSchema = z.object({ news_item: z.array(articleSchema) });

/** A page of a list: `offset` from 0, `count` 1 to 20. */
export interface ArticlePage {
  offset: number;
  count: number;
  /** 1: without the texts. */
  no_content?: 0 | 1;
}

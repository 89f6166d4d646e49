import type { CaseType } from '../cases/case-type';

/** One matter of a citizen and what the unit says to it. `{place}` is a place of the district. */
export interface Story {
  type: CaseType;
  /** The service item that it is about; null: none. */
  item: string | null;
  /** What the citizen writes first; the account may answer it by itself. */
  first: string;
  /** What the citizen then tells a person. */
  detail: string;
  answer: string;
}

const PLACES = ['柳林洲', '广兴洲', '许市', '钱粮湖', '良心堡'];

/** A story with its place filled in. @param nth which of the places */
export function tellStory(story: Story, nth: number): Story {
  const place = PLACES[nth % PLACES.length]!;
  const fill = (text: string): string => text.replaceAll('{place}', place);
  return {
    ...story,
    first: fill(story.first),
    detail: fill(story.detail),
    answer: fill(story.answer),
  };
}

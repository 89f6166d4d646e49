/** What a person writes on a case before it is sent. */
export interface DraftWords {
  text: string;
  inside: string;
  isTrue: 'yes' | 'no' | 'partly' | null;
  solved: boolean | null;
  /** Ids of attachments that go with the answer. */
  pictures: string[];
}

export const noWords = (): DraftWords => ({
  ...{ text: '', inside: '', isTrue: null, solved: null },
  pictures: [],
});

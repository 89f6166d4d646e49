/** What a person writes on a case before it is sent. */
export interface DraftWords {
  text: string;
  inside: string;
  isTrue: 'yes' | 'no' | 'partly' | null;
  solved: boolean | null;
}

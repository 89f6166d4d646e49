import { FormData } from 'undici';

/** A file to upload; `content.type` is its media type, and `fs.openAsBlob` makes one that is not read into memory. */
export interface UploadFile {
  /** With its ending: WeChat goes by it. */
  fileName: string;
  content: Blob;
}

/** The form that WeChat's uploads want: the file under `media`, with a name, and texts beside it. */
export function buildFileForm(
  file: UploadFile,
  texts: Readonly<Record<string, string>> = {},
): FormData {
  const form = new FormData();
  form.append('media', file.content, file.fileName);
  for (const [name, text] of Object.entries(texts)) form.append(name, text);
  return form;
}

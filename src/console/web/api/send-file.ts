import type { attachmentSchema } from '../../api/attachments/attachment-endpoints';
import { presentOffline, presentRefusal } from './api-problem';
import type { Wire } from './wire';

export type Attachment = Wire<typeof attachmentSchema>;

/** Sends a file to a case as it is; the same file again is the same attachment. @throws ApiProblem */
export async function sendFile(path: string, file: File): Promise<Attachment> {
  const response = await window
    .fetch(`${path}?name=${encodeURIComponent(file.name)}`, {
      ...{ method: 'PUT', body: file, credentials: 'same-origin' },
      headers: { 'X-Zhijian-Request': 'user', 'Content-Type': 'application/octet-stream' },
    })
    .catch(() => {
      throw presentOffline();
    });
  if (response.ok) return (await response.json()) as Attachment;
  throw presentRefusal(response.status, (await response.json().catch(() => null)) as unknown);
}

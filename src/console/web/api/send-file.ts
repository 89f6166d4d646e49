import { presentOffline, presentRefusal } from './api-problem';

/** Sends a file as it is; the same file again is the same attachment. @throws ApiProblem */
export async function sendFile(path: string, file: File): Promise<void> {
  const response = await window
    .fetch(`${path}?name=${encodeURIComponent(file.name)}`, {
      ...{ method: 'PUT', body: file, credentials: 'same-origin' },
      headers: { 'X-Zhijian-Request': 'user', 'Content-Type': 'application/octet-stream' },
    })
    .catch(() => {
      throw presentOffline();
    });
  if (response.ok) return;
  throw presentRefusal(response.status, (await response.json().catch(() => null)) as unknown);
}

/** Saves a text or bytes as a file of this computer, made in the page: nothing leaves the node for it. */

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export const saveText = (name: string, text: string): void =>
  save(name, new Blob([text], { type: 'application/octet-stream' }));

/** `bytes` in base64url. */
export function saveBytes(name: string, bytes: string): void {
  const binary = atob(bytes.replaceAll('-', '+').replaceAll('_', '/'));
  save(name, new Blob([Uint8Array.from(binary, (c) => c.charCodeAt(0))], { type: 'application/octet-stream' }));
}

/** A sign file is text; anything larger than it may be is not read at all. */
export async function readSignFile(file: File): Promise<string> {
  return file.size > 1_000_000 ? '' : file.text();
}

/** The address of a plain text that a person saves; nothing of it is shown as a page. */
export function toTextFile(text: string): string {
  return `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`
}

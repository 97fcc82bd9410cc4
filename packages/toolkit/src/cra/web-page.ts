/** A page or file of the web that a person saved: the tool fetches none by itself. */

export interface WebPage {
  /** What the person says it is. */
  readonly kind: 'security-txt' | 'declaration' | 'product'
  /** Name of the saved file, without folders. */
  readonly name: string
  readonly text: string
}

export function pageOf(pages: readonly WebPage[] | undefined, kind: WebPage['kind']): WebPage | undefined {
  return pages?.find((page) => page.kind === kind)
}

/** The words of a page in lines: tags and scripts taken off, so that a line number still leads to the saved file. */
export function linesOfPage({ text }: WebPage): readonly string[] {
  return text
    .slice(0, 2_000_000)
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, (part) => '\n'.repeat(part.split('\n').length - 1))
    .split(/\r?\n/)
    .map((line) =>
      line
        .slice(0, 4000)
        .replace(/<[^<>]*>/g, ' ')
        .replace(/&nbsp;/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
}

/** Where on the page. */
export function placeOnPage(
  page: WebPage,
  line: number,
): { readonly path: string; readonly line: number; readonly in: 'page' } {
  return { path: `page:${page.name}`, line, in: 'page' }
}

/** The file name of a document and the addresses under which it says to lie (CSAF sections 5.1 and 6.2.11). */
import { children, text } from '../node.ts'
import type { CsafView } from '../view.ts'

/** Tracking id in lower case, every run of other characters an underscore, and `.json`. */
export function fileNameOf(view: CsafView): string {
  const id = text(view.tracking, 'id') ?? ''
  return `${id.toLowerCase().replace(/[^+\-a-z0-9]+/g, '_')}.json`
}

/** References of the category `self` over HTTPS that end with the file name. */
export function canonicalUrls(view: CsafView): readonly string[] {
  const name = fileNameOf(view)
  return children(view.document, 'references').flatMap((reference) => {
    const url = text(reference, 'url') ?? ''
    const isCanonical = url.startsWith('https://') && url.endsWith(`/${name}`)
    return text(reference, 'category') === 'self' && isCanonical ? [url] : []
  })
}

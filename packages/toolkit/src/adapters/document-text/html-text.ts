/** What a person reads of a page of HTML: headings as Markdown has them, one paragraph a block. Never throws. */
import { Parser } from 'htmlparser2'

const blocks = new Set(
  'address article aside blockquote br caption dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
/** Of no use to a reader, or not for one. */
const unread = new Set(['head', 'noscript', 'object', 'script', 'style', 'svg', 'template', 'textarea'])

export function htmlToText(html: string): string {
  const parts: string[] = []
  let hidden = 0
  const parser = new Parser({
    onopentagname: (name) => {
      if (unread.has(name)) hidden++
      if (blocks.has(name)) parts.push(/^h[1-6]$/.test(name) ? '\n\n# ' : '\n\n')
    },
    ontext: (text) => {
      if (hidden === 0) parts.push(text.replace(/\s+/g, ' '))
    },
    onclosetag: (name) => {
      if (unread.has(name)) hidden = Math.max(0, hidden - 1)
      if (blocks.has(name)) parts.push('\n\n')
    },
  })
  parser.end(html)
  return parts
    .join('')
    .split(/\n{2,}/)
    .map((block) => block.replace(/\s+/g, ' ').trim())
    .filter((block) => block !== '' && block !== '#')
    .join('\n\n')
}

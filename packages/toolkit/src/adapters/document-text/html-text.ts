/** What a person reads of a page of HTML: headings as Markdown has them, one paragraph a block. Never throws. */
import { Parser } from 'htmlparser2'
import { mostLetters, tooLarge, type TooLarge, tooManyLetters } from './limits.ts'
import { createTextBlocks } from './text-blocks.ts'

const blocks = new Set(
  'address article aside blockquote br caption dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
/** Of no use to a reader, or not for one. */
const unread = new Set(['head', 'noscript', 'object', 'script', 'style', 'svg', 'template', 'textarea'])

/** Elements that are open at once. The parser moves or looks through all of them for each tag, and browsers nest 512 at most. */
const deepest = 1000
/** Characters between two looks at the limits. */
const portion = 65_536

export type HtmlText = { readonly kind: 'text'; readonly text: string } | TooLarge

export function htmlToText(html: string): HtmlText {
  const text = createTextBlocks()
  const open = { hidden: 0, now: 0, most: 0 }
  const parser = new Parser({
    onopentagname: (name) => {
      open.most = Math.max(open.most, ++open.now)
      if (unread.has(name)) open.hidden++
      if (blocks.has(name)) text.start(/^h[1-6]$/.test(name) ? '# ' : '')
    },
    ontext: (piece) => {
      if (open.hidden === 0) text.add(piece)
    },
    onclosetag: (name) => {
      open.now--
      if (unread.has(name)) open.hidden = Math.max(0, open.hidden - 1)
      if (blocks.has(name)) text.start('')
    },
  })
  for (let at = 0; at < html.length; at += portion) {
    parser.write(html.slice(at, at + portion))
    if (open.most > deepest) return tooDeep
    if (text.letters() > mostLetters) return tooManyLetters()
  }
  parser.end()
  return { kind: 'text', text: text.toText() }
}

const tooDeep = tooLarge(
  `more than ${deepest} elements of its HTML are open at once, so its tags are hardly meant; save it as plain text`,
)

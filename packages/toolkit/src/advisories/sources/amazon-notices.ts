/** Amazon Linux's lists of bulletins (ALAS): an RSS feed per release, with the package and the CVEs of each. */
import { err } from '../../base/index.ts'
import type { SourceFile, SourceFormat } from '../source-format.ts'
import { fields, text } from './fields.ts'
import { parseJsonText } from './json.ts'
import { toRecord } from './package-record.ts'
import { toWords } from './severity-vectors.ts'
import { textOf, visitXmlTrees } from './xml-trees.ts'

/**
 * Found by id and by the CVE only: a list names the package and states no version, which stands in the web page of each
 * bulletin, among text for people.
 */
export const amazonNotices: SourceFormat = {
  id: 'amazon-notices',
  title: 'Amazon Linux lists of bulletins (RSS)',
  yields: [],
  source: 'amazon-notices',
  license: 'none stated',
  recognises: ({ text: sample }) => /<rss[\s>]/.test(sample) && /<title>\s*ALAS[\w.-]*-\d{4}-\d/.test(sample),
  split: splitItems,
  read: (file, context) => {
    const value = parseJsonText(file.text)
    if (value === undefined) return err('NOT_XML')
    const item = fields(value)
    const title = text(item['title'])
    const link = text(item['link'])
    const [, written, severity, names = ''] =
      /^(ALAS[\w.-]{1,100}) \((\w{1,20})\): (.{1,1000})$/.exec(title ?? '') ?? []
    const cves = [...new Set(text(item['description'])?.match(/\bCVE-\d{4}-\d{4,19}\b/g) ?? [])]
    return toRecord(
      {
        id: written === undefined ? undefined : toId(written, link),
        aliases: cves.length === 1 ? cves : [],
        related: cves.length === 1 ? [] : cves,
        title,
        published: toDate(text(item['published'])),
        modified: toDate(text(item['modified'])),
        severity: toWords([severity]),
        urls: link === undefined ? [] : [link],
        packages: names.split(',').flatMap((name) => (name.trim() === '' ? [] : [undefined])),
      },
      context,
    )
  },
}

/** The same number stands for other bulletins in each release, whose folder on the web site tells: `AL2/` is `ALAS2-`. */
function toId(written: string, link: string | undefined): string {
  const release = /\/AL(\d{1,4})\/[^/]+$/.exec(link ?? '')?.[1] ?? ''
  return written.replace(/^ALAS-/, `ALAS${release}-`)
}

/** RFC 822 as RFC 3339; undefined for anything else. */
function toDate(written: string | undefined): string | undefined {
  const isDate = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(written ?? '')
  const at = isDate ? Date.parse(written ?? '') : Number.NaN
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

function* splitItems(file: SourceFile): Generator<SourceFile> {
  const items: object[] = []
  const isWhole = visitXmlTrees(file.text, {
    isWanted: (name) => name === 'item',
    visit: (item) => {
      items.push({
        title: textOf(item, 'title'),
        description: textOf(item, 'description'),
        link: textOf(item, 'link'),
        published: textOf(item, 'pubDate'),
        modified: textOf(item, 'lastBuildDate'),
      })
    },
  })
  if (!isWhole || items.length === 0) yield file
  else
    for (const [at, item] of items.entries()) yield { path: `${file.path}#${at}`, text: JSON.stringify(item) }
}

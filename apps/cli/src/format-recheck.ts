/** A re-check for people: per product what is new, gone and changed, each with its cause. */
import type { ProductRecheck, RecheckReport } from './recheck.ts'
import { fold, plain } from './layout.ts'

export function formatRecheck({ products, asOf }: RecheckReport): string {
  const unchanged = products.filter(({ status }) => status === 'unchanged').length
  const told = products.filter(({ status }) => status !== 'unchanged').map(formatProduct)
  const rest = unchanged === 0 ? '' : `Nothing new for ${count(unchanged, 'watched product')}.\n`
  return `${told.join('\n')}${rest}Data as of ${asOf.slice(0, 10)}.\n`
}

function formatProduct(product: ProductRecheck): string {
  if (product.status === 'unreadable') return `${plain(product.message)}\n`
  if (product.status === 'unchanged') return ''
  const rows = [
    ...product.new.map(({ finding, cause }) =>
      row('new', `${finding.group} in ${finding.purl}`, [cause.message]),
    ),
    ...product.gone.map(({ finding, cause }) =>
      row('gone', `${finding.group} in ${finding.purl}`, [cause.message]),
    ),
    ...product.changed.map(({ after, changes }) =>
      row(
        'changed',
        `${after.group} in ${after.purl}`,
        changes.map(({ message }) => message),
      ),
    ),
    ...product.nowUnknown.map(({ purl, reason }) =>
      row('unknown', purl, [`Nothing can be said now: ${reason}.`]),
    ),
  ]
  const head = `${plain(product.name)} (${plain(product.dir)}), since ${product.since.slice(0, 10)}`
  const body = rows.length === 0 ? '  Looked at again; nothing that matters changed.\n' : rows.join('')
  return `${head}\n${body}  ${count(product.unchanged, 'finding')} as before.\n`
}

function row(word: string, what: string, because: readonly string[]): string {
  const lines = because.map((text) => fold('', plain(text), { indent: 12 }))
  return `  ${word.padEnd(10)}${plain(what)}\n${lines.join('')}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** What `occtet documents` says on a terminal. */
import type { PaperCheck } from '@occtet/toolkit/documents'
import { plain } from './layout.ts'
import type { CreatedPaper, PaperStanding, RefusedPaper } from './paper-results.ts'

const idWidth = 27

export function formatPaperList(
  found: readonly PaperStanding[],
  { isRoleKnown, width }: { readonly isRoleKnown: boolean; readonly width: number },
): string {
  const rows = found.map((one) => `${plain(one.id).padEnd(idWidth)}${cut(stateOf(one), width - idWidth)}\n`)
  const needed = found.filter((one) => one.kind === 'paper').length
  const end = isRoleKnown
    ? `${needed} of ${found.length} papers are for this product.`
    : 'Your role is not known yet, so that none is left out: answer section B of `occtet cra assess`.'
  return `${rows.join('')}\n${end} Write one: occtet documents create ID\n`
}

function stateOf(one: PaperStanding): string {
  if (one.kind === 'refused') return `not for this product: ${one.refusal.reason} (${one.refusal.article})`
  const missing = one.check.missing.filter((part) => part.isMandatory).length
  const state = missing === 0 ? 'complete, a person must release it' : `${missing} mandatory missing`
  return `${state}  ${one.article}`
}

/** Every mandatory gap with the place where it can be closed; what is not mandatory is counted. */
export function formatPaperCheck(checks: readonly PaperCheck[], width: number): string {
  const blocks = checks.map((check) => {
    const must = check.missing.filter((part) => part.isMandatory)
    const may = check.missing.length - must.length
    const head = `${plain(check.title)}: ${must.length} mandatory missing, ${may} more could be given\n`
    const rows = must.map((part) => {
      const item = part.items.length === 0 ? '' : ` ${part.items.join(', ')}`
      return `  ${cut(`${part.label}${item} (${part.article}): ${part.where}`, width - 2)}\n`
    })
    return head + rows.join('')
  })
  const open = checks.filter((check) => !check.isComplete).length
  return `${blocks.join('\n')}\n${open} of ${checks.length} papers lack something mandatory.\n`
}

export function formatCreated(
  {
    papers,
    refused,
  }: { readonly papers: readonly CreatedPaper[]; readonly refused: readonly RefusedPaper[] },
  width: number,
): string {
  const rows = papers.map((paper) => {
    const must = paper.missing.filter((part) => part.isMandatory).length
    const state = paper.state === 'released' ? 'released' : `draft, ${must} mandatory missing`
    const files = paper.files.map((file) => `  ${plain(file.path)}\n`).join('')
    return `${plain(paper.title)} (${state})\n${files}`
  })
  const others = refused.map(
    (one) => `${cut(`not written: ${one.id}: ${one.reason} (${one.article})`, width)}\n`,
  )
  return `${rows.join('')}${others.join('')}`
}

function cut(text: string, width: number): string {
  const line = plain(text)
  return line.length <= width ? line : `${line.slice(0, Math.max(1, width - 1))}…`
}

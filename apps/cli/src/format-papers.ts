/** What `occtet documents` says on a terminal. */
import type { PaperCheck } from '@occtet/toolkit/documents'
import { fold, plain } from './layout.ts'
import type { CreatedPaper, PaperStanding, RefusedPaper } from './paper-results.ts'

const idWidth = 27
/** Nothing is cut here: the end of a line is where a gap can be closed. */
const lines = 1000

export function formatPaperList(
  found: readonly PaperStanding[],
  { isRoleKnown, width }: { readonly isRoleKnown: boolean; readonly width: number },
): string {
  const rows = found.flatMap((one) =>
    one.kind === 'refused' ? [] : [fold(plain(one.id), stateOf(one), { indent: idWidth, width, lines })],
  )
  const needed = found.filter((one) => one.kind === 'paper').length
  const end = isRoleKnown
    ? `${needed} of ${found.length} papers are for this product.`
    : 'Your role is not known yet, so that none is left out: answer section B of `occtet cra assess`.'
  const next =
    'What is missing, and where to give it: occtet documents check. Write one: occtet documents create ID'
  return `${rows.join('')}${refusals(found, width)}\n${fold('', `${end} ${next}`, { indent: 0, width })}`
}

/** Papers that are refused for the same reason stand together. */
function refusals(found: readonly PaperStanding[], width: number): string {
  const byReason = new Map<string, { readonly id: string; readonly article: string }[]>()
  for (const one of found) {
    if (one.kind !== 'refused') continue
    const { reason, article } = one.refusal
    byReason.set(reason, [...(byReason.get(reason) ?? []), { id: one.id, article }])
  }
  const rows = [...byReason].map(([reason, papers]) => {
    const articles = [...new Set(papers.map(({ article }) => article))]
    const isOne = articles.length === 1
    const names = papers.map(({ id, article }) => (isOne ? id : `${id} (${article})`)).join(', ')
    return fold('  - ', `${names}: ${reason}${isOne ? ` (${articles.join('')})` : ''}`, {
      indent: 4,
      width,
      lines,
    })
  })
  return rows.length === 0 ? '' : `\nNot for this product:\n${rows.join('')}`
}

function stateOf(one: Extract<PaperStanding, { kind: 'paper' }>): string {
  const missing = one.check.missing.filter((part) => part.isMandatory).length
  const state = missing === 0 ? 'complete, a person must release it' : `${missing} mandatory missing`
  return `${state} (${one.article})`
}

/** Every mandatory gap with the place where it can be closed; what is not mandatory is counted. */
export function formatPaperCheck(checks: readonly PaperCheck[], width: number): string {
  const blocks = checks.map((check) => {
    const must = check.missing.filter((part) => part.isMandatory)
    const may = check.missing.length - must.length
    const state = must.length === 0 ? 'nothing mandatory missing' : `${must.length} mandatory missing`
    const head = `${plain(check.title)} (${check.paper}): ${state}, ${may} more could be given\n`
    const rows = must.map((part) => {
      const item = part.items.length === 0 ? '' : ` ${part.items.join(', ')}`
      return fold('  - ', `${part.label}${item} (${part.article}): ${part.where}`, {
        indent: 4,
        width,
        lines,
      })
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
  const others = refused.map((one) =>
    fold('', `not written: ${one.id}: ${one.reason} (${one.article})`, { indent: 2, width, lines }),
  )
  return `${rows.join('')}${others.join('')}`
}

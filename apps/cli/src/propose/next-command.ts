/** What a person would run to put an accepted proposal into force; it is printed, never run. */
import { quote } from '../format-proposals.ts'
import type { ProposalView } from './view.ts'

/** Undefined: no command of ours takes it; the text is what was wanted. */
export function nextCommand({ id, subject, value, evidence }: ProposalView, dir: string): string | undefined {
  const place = dir === '.' ? [] : [`--product ${quote(dir)}`]
  const reason = `--reason ${quote(`accepted: ${id}`)}`
  switch (value?.kind) {
    case 'vex':
      return [
        'occtet triage decide',
        quote(subject.id),
        ...place,
        `--status ${value.status}`,
        ...(value.justification === undefined ? [] : [`--justification ${value.justification}`]),
        ...(value.status === 'affected' ? [`--action ${quote('…')}`] : []),
        reason,
      ].join(' ')
    case 'license':
      return [
        'occtet licenses conclude',
        quote(subject.id),
        quote(value.expression),
        ...place,
        reason,
        `--source ${quote(sourcesOf(evidence))}`,
      ].join(' ')
    case 'answer':
    case 'text':
    case undefined:
      return undefined
    default:
      return value satisfies never
  }
}

function sourcesOf(evidence: ProposalView['evidence']): string {
  const used = evidence.filter(({ isUsed }) => isUsed).map(({ source }) => source)
  return [...new Set(used)].join(', ')
}

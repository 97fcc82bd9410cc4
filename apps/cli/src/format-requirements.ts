/** The 22 essential requirements in the order of the law: what the answers say, and beside it what was found in the tree. */
import {
  type Assessment,
  assessmentWords,
  catalogue,
  type RequirementEvidence,
  type RequirementStatus,
  textOf,
} from '@occtet/toolkit/cra'
import { type AssessmentPage, command, liner, shortRef, widthOf } from './assessment-page.ts'
import { fold } from './layout.ts'

const marks: Readonly<Record<RequirementStatus, string>> = {
  met: '+',
  partly: '~',
  gap: '!',
  unknown: '?',
  'not-applicable': '-',
}

/** Columns of the count of finds. */
const SEEN = 6

/** Whoever is certainly no manufacturer sees only what the own answers touch. */
export function requirementLines(
  assessment: Assessment,
  page: AssessmentPage,
  found: readonly RequirementEvidence[],
): readonly string[] {
  const words = assessmentWords(page.language)
  const line = liner(page)
  const states = Object.keys(marks) as RequirementStatus[]
  const width = Math.max(...states.map((state) => words(state).length))
  const isOther = isOtherRole(assessment)
  const rows = catalogue.requirements.flatMap((requirement) => {
    const state = assessment.score.requirements.get(requirement.id) ?? 'unknown'
    if (isOther && state === 'unknown') return []
    const title = textOf(requirement, 'title', page.language) ?? requirement.title
    const seen = seenOf(
      found.find(({ id }) => id === requirement.id),
      page,
    )
    const head = `  ${marks[state]} ${words(state).padEnd(width)}  ${seen.padEnd(SEEN)}  `
    return [
      fold(head, `${shortRef(requirement.ref)} ${title}`, { indent: head.length, width: widthOf(page) }),
    ]
  })
  const details = line(words('foundDetails', { command: command(['cra', 'evidence'], page) }), 2)
  const isOutside = isOther && assessment.classification.obligations.length === 0
  return [
    line(words(isOutside ? 'notAsked' : isOther ? 'notYours' : 'requirements')),
    ...rows,
    ...(rows.length === 0 ? [] : [details]),
  ]
}

function isOtherRole({ classification }: Assessment): boolean {
  return (
    classification.scope !== 'undetermined' &&
    classification.roles.length > 0 &&
    !classification.roles.includes('manufacturer')
  )
}

function seenOf(evidence: RequirementEvidence | undefined, { language }: AssessmentPage): string {
  const words = assessmentWords(language)
  if (evidence === undefined || evidence.state === 'not-looked') return words('foundUnread')
  const { supports, against } = evidence
  if (supports.length + against.length === 0) return words('foundNothing')
  return words('foundFor', { for: supports.length, against: against.length })
}

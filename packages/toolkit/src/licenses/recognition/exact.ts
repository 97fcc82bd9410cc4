/** Matches that hold word for word. */
import type { Candidate } from './candidates.ts'
import { type Found, type Job, lead, settle } from './found.ts'
import { matchProgram } from './matcher.ts'

/** Twice: a match that began too early, in the text of another license, may begin behind that one. */
export function matchAllExactly(job: Job, candidates: readonly Candidate[]): readonly Found[] {
  const whole = candidates.filter((candidate) => candidate.share === 1)
  const first = settle(whole.flatMap((candidate) => matchExactly(job, candidate, 0)))
  const again = whole
    .filter((candidate) => first.every((found) => candidate.to < found.start || found.end <= candidate.from))
    .flatMap((candidate) => {
      const earliest = Math.max(0, ...first.map((found) => (found.end <= candidate.from ? found.end : 0)))
      return matchExactly(job, candidate, earliest)
    })
  return again.length === 0 ? first : settle([...first, ...again])
}

function matchExactly({ catalogue, row }: Job, candidate: Candidate, earliest: number): readonly Found[] {
  const template = catalogue.templates[candidate.template]
  if (template === undefined) return []
  const from = Math.max(earliest, candidate.from - candidate.cell - lead)
  const span = matchProgram(template.cells, row, { from, latest: candidate.to, reach: candidate.to })
  if (span === undefined) return []
  return [
    {
      template,
      kind: template.kind === 'text' ? 'full-text' : 'notice',
      confidence: 'exact',
      start: span.start,
      end: span.end,
      weight: span.literals,
      coverage: 1,
      differences: [],
      twins: [],
    },
  ]
}

/** Matches that hold word for word. */
import type { Candidate } from './candidates.ts'
import { type Found, type Job, lead, settle } from './found.ts'
import { matchProgram } from './matcher.ts'
import { toOwners } from './owners.ts'

/** Twice: a match that began too early, in the text of another license, may begin behind that one. */
export function matchAllExactly(job: Job, candidates: readonly Candidate[]): readonly Found[] {
  const words = job.row.ids.length
  const whole = candidates.filter((candidate) => candidate.share === 1)
  const first = settle(
    whole.flatMap((candidate) => matchExactly(job, candidate, 0)),
    words,
  )
  const owners = toOwners(first, words)
  const again = whole
    .filter(({ from, to }) => owners.findIn({ start: from, end: to + 1 }) === undefined)
    .flatMap((candidate) =>
      matchExactly(job, candidate, owners.endBefore(candidate.from, earliest(candidate))),
    )
  return again.length === 0 ? first : settle([...first, ...again], words)
}

/** The first word at which a candidate's license may begin. */
function earliest({ from, cell }: Candidate): number {
  return Math.max(0, from - cell - lead)
}

function matchExactly({ catalogue, row }: Job, candidate: Candidate, least: number): readonly Found[] {
  const template = catalogue.templates[candidate.template]
  if (template === undefined) return []
  const from = Math.max(least, earliest(candidate))
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

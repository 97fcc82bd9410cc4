/** Table of data: the rules by which an explanation decides, each with an id that does not change and one sentence. */
import type { Rule } from '../advisories/index.ts'
import type { Standing } from './query.ts'

/** `isConfirmed`: whether the highest authority among the live statements says so too. */
export function decidingRule(standing: Standing, isConfirmed: boolean): Rule {
  if (standing.status === 'affected') return isConfirmed ? confirmed : possible
  if (standing.status === 'unknown') return unknowns[standing.reason ?? 'VERSION_UNPARSABLE']
  return standing.basis === 'no-record' ? noRecord : outside
}

const confirmed: Rule = {
  id: 'authority-confirms',
  says: 'The highest authority that speaks of this package counts the version in.',
}

const possible: Rule = {
  id: 'one-is-enough',
  says: 'One live record counts the version in; the highest authority does not confirm it.',
}

const outside: Rule = {
  id: 'outside-all',
  says: 'No live record counts the version in, and a fresh source covers the ecosystem.',
}

const noRecord: Rule = {
  id: 'no-live-record',
  says: 'No live record of this flaw speaks of the package, and a fresh source covers the ecosystem.',
}

const unknowns: Readonly<Record<NonNullable<Standing['reason']>, Rule>> = {
  NO_SOURCE_FOR_TYPE: {
    id: 'silence-needs-a-source',
    says: 'No loaded source covers the ecosystem, so silence proves nothing.',
  },
  VERSION_MISSING: { id: 'version-needed', says: 'Without a version nothing can be said.' },
  VERSION_UNPARSABLE: {
    id: 'unclear-is-unknown',
    says: 'What cannot be ordered is never taken for unaffected.',
  },
  SOURCE_STALE: { id: 'stale-proves-nothing', says: 'Old data does not prove that there is nothing new.' },
  INPUT_NOT_A_PURL: { id: 'purl-needed', says: 'Only a package URL can be looked up.' },
}

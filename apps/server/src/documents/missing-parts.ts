/** The missing list of a paper: what, where it is asked, who can answer, and about how long it takes. Pure. */
import { type Permission, permissionsOf } from '@occtet/contract/api'
import { type GapTarget, gapTargets, type PaperCheck, type PaperLanguage } from '@occtet/toolkit/documents'
import { articleIn } from './article-in.ts'
import type { Preview } from './shown-paper.ts'

type Missing = Preview['missing'][number]
type Kind = GapTarget['kind']

/** Our estimates: a fact that is known, a question with the name of a document, a part of the risk assessment. */
const minutesOf: Readonly<Record<Kind, number>> = {
  profile: 1,
  scope: 1,
  question: 2,
  inventory: 5,
  risk: 15,
  paper: 10,
}

const permissionOf: Readonly<Record<Kind, Permission>> = {
  profile: 'products.write',
  scope: 'cra.answer',
  question: 'cra.answer',
  risk: 'cra.answer',
  inventory: 'inventory.write',
  paper: 'documents.create',
}

const fillers = ['owner', 'manager', 'curator', 'assessor'] as const

/** Mandatory parts first; inside, the order of the paper. Places first that need least time. */
export function toMissingParts(check: PaperCheck, language: PaperLanguage): readonly Missing[] {
  const parts = check.missing.map((part): Missing => {
    const targets = [...gapTargets(part.where, language)].sort(
      (a, b) => minutesOf[a.kind] - minutesOf[b.kind],
    )
    const [first] = targets
    return {
      items: [...part.items],
      article: articleIn(language, part.article),
      label: part.label,
      what: part.what,
      where: part.where,
      isMandatory: part.isMandatory,
      targets,
      roles: fillers.filter((role) =>
        targets.some(({ kind }) => permissionsOf[role].includes(permissionOf[kind])),
      ),
      minutes: first === undefined ? minutesOf.paper : minutesOf[first.kind],
    }
  })
  return [...parts.filter((one) => one.isMandatory), ...parts.filter((one) => !one.isMandatory)]
}

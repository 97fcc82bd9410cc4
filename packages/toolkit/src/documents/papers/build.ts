/** From input to paper: refuses what does not concern the role or route, else builds the draft. */
import { err, ok, type Result } from '../../base/index.ts'
import { catalogue } from '../../cra/index.ts'
import { createPaperContext, type PaperContext } from './context.ts'
import type { PaperInput } from './input.ts'
import type { PaperKind, PaperRefusal } from './kinds/kind.ts'
import { article, type Block, type Paper, type Section } from './model.ts'

/** Always a draft; `releasePaper` is the only way on. Never throws on any input that its type allows. */
export function buildPaper(kind: PaperKind, input: PaperInput): Result<Paper, PaperRefusal> {
  const context = createPaperContext(input)
  const refusal = refuse(kind, context)
  if (refusal !== undefined) return err(refusal)
  const { product, id } = input.profile
  const { version, asOf, disclaimer } = catalogue.meta
  const paper: Paper = {
    id: kind.id,
    title: context.t(kind.title),
    article: article(kind.article),
    language: input.language,
    product: { id, name: product.name, version: product.version },
    date: input.generatedAt,
    catalogue: { version, asOf, disclaimer },
    toolVersion: input.toolVersion,
    state: { kind: 'draft' },
    sections: [opening(kind, context), ...kind.sections(context)],
  }
  return ok(kind.publication === undefined ? paper : { ...paper, publication: kind.publication(context) })
}

/** Why the paper is not for this product's owner; undefined while nothing speaks against it. Unsure is never a refusal. */
export function refuse(kind: PaperKind, context: PaperContext): PaperRefusal | undefined {
  const { t, input } = context
  const known = input.classification
  if (known !== undefined && kind.roles !== 'any') {
    if (known.applies === 'none') {
      return { code: 'OUT_OF_SCOPE', reason: t('refuse.outOfScope'), article: 'Art. 2, 3(1)' }
    }
    if (!kind.roles.some((role) => known.roles.includes(role))) {
      const roles = known.roles.map((role) => roleName(context, role)).join(', ')
      const needed = kind.roles.map((role) => roleName(context, role)).join(', ')
      return { code: 'NOT_FOR_ROLE', reason: t('refuse.role', { roles, needed }), article: kind.article }
    }
    if (kind.isFullRegime && known.applies === 'reporting_only') {
      return { code: 'REPORTING_ONLY', reason: t('refuse.legacy'), article: 'Art. 69(2)-(3)' }
    }
  }
  return kind.refuse?.(context)
}

export function roleName({ t }: PaperContext, role: string): string {
  switch (role) {
    case 'manufacturer':
    case 'open_source_steward':
    case 'importer':
    case 'distributor':
    case 'authorised_representative':
    case 'none':
      return t(`role.${role}`)
    default:
      return role
  }
}

function opening(kind: PaperKind, context: PaperContext): Section {
  const { t, input } = context
  const blocks: Block[] = [{ kind: 'paragraph', text: t(kind.purpose) }]
  if (input.classification === undefined && kind.roles !== 'any') {
    blocks.push({ kind: 'notice', tone: 'warning', text: t('notice.noFacts') })
  }
  return { id: 'about', heading: t('section.about'), blocks }
}

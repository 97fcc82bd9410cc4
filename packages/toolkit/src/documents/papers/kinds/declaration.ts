/** EU declaration of conformity (Art. 28, Annex V) and its short form (Annex VI): a form to sign, never signed by us. */
import type { PaperContext } from '../context.ts'
import { itemStatement, ownStatement } from '../cover.ts'
import { article as toArticle, type Block, type Statement } from '../model.ts'
import { field, manufacturerRows, productRows, section } from './common.ts'
import type { PaperKind, PaperRefusal } from './kind.ts'
import { presumptionNotice, standardsStatement } from './technical-documentation.ts'

export const declaration: PaperKind = {
  id: 'declaration-of-conformity',
  article: 'Art. 13(12), 28; Annex V',
  title: 'declaration-of-conformity.title',
  purpose: 'declaration-of-conformity.purpose',
  sets: ['A5'],
  roles: ['manufacturer'],
  isFullRegime: true,
  refuse: refuseRoute,
  sections: (context) => [
    section(context, 'object', object(context)),
    section(context, 'declares', declares(context)),
    section(context, 'assessment', assessment(context)),
    section(context, 'signature', signature(context)),
  ],
}

/** A procedure that the class does not allow makes no declaration (Art. 32). */
export function refuseRoute({ input, t }: PaperContext): PaperRefusal | undefined {
  const procedure = input.profile.conformity?.procedure
  const routes = input.classification?.routes ?? []
  if (procedure === undefined || routes.length === 0) return undefined
  const route = routes.find((one) => one.id === procedure)
  if (route !== undefined && route.allowed !== false && route.isAvailable !== false) return undefined
  const allowed = routes
    .filter((one) => one.allowed !== false && one.isAvailable !== false)
    .map((one) => one.id)
  const reason =
    route !== undefined && route.allowed !== false
      ? t('refuse.routeNotToday', { procedure })
      : t('refuse.route', { procedure, allowed: allowed.join(', ') })
  return { code: 'ROUTE_NOT_ALLOWED', reason, article: 'Art. 32' }
}

function object(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { description, intendedPurpose } = input.profile.product
  const usesPurpose = description === undefined && intendedPurpose !== undefined
  return [
    { kind: 'key-values', rows: productRows(context, 'DOC-A5-1') },
    { kind: 'key-values', rows: manufacturerRows(context, 'DOC-A5-2') },
    itemStatement(context, 'DOC-A5-4', {
      stated: usesPurpose
        ? field('product.intendedPurpose', intendedPurpose)
        : field('product.description', description),
    }),
    ownStatement(
      context,
      { article: 'Art. 13(12)', label: t('label.date'), isMandatory: false },
      {
        rule: { rule: t('rule.date'), value: input.generatedAt.slice(0, 10) },
        place: t('where.facts', { fact: 'date' }),
      },
    ),
  ]
}

/** The words of Annex V(3) and (5) become the manufacturer's own with the signature, not before. */
function declares(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const isChosen = input.profile.conformity?.procedure !== undefined
  const words = (text: string): string | undefined => (isChosen ? text : undefined)
  return [
    { kind: 'notice', tone: 'note', text: t('declaration.notYet') },
    itemStatement(context, 'DOC-A5-3', {
      stated: field('conformity.procedure', words(t('declaration.responsibility'))),
    }),
    itemStatement(context, 'DOC-A5-5', {
      stated: field('conformity.procedure', words(t('declaration.legislation'))),
    }),
  ]
}

function assessment(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const conformity = input.profile.conformity
  const procedure = conformity?.procedure
  const body = conformity?.notifiedBody
  const needsBody = procedure === undefined ? undefined : procedure !== 'A'
  const part = (label: string, path: string, value: string | undefined): Statement =>
    itemStatement(
      context,
      { id: 'DOC-A5-7', label },
      { stated: field(path, value), applies: { holds: needsBody, reason: t('reason.moduleA') } },
    )
  return [
    standardsOrOther(context),
    ...presumptionNotice(context),
    itemStatement(
      context,
      { id: 'DOC-A5-7', label: t('label.procedure') },
      {
        stated: field(
          'conformity.procedure',
          procedure === undefined ? undefined : t('value.procedure', { procedure }),
        ),
        questions: ['C5'],
      },
    ),
    part(t('label.notifiedBody'), 'conformity.notifiedBody.name', body?.name),
    part(t('label.notifiedBodyNumber'), 'conformity.notifiedBody.number', body?.number),
    part(t('label.certificate'), 'conformity.notifiedBody.certificate', body?.certificate),
  ]
}

/** Using no cited standard is a lawful answer for the default class, and has to be said (Annex V(6)). */
function standardsOrOther(context: PaperContext): Statement {
  const { t, input } = context
  const applied: unknown = input.profile.facts.cited_standard_applied
  const isNone = applied === 'none' && (input.profile.conformity?.standards ?? []).length === 0
  if (!isNone) return standardsStatement(context, 'DOC-A5-6')
  return itemStatement(context, 'DOC-A5-6', {
    stated: field('facts.cited_standard_applied', t('value.noStandards')),
  })
}

function signature(context: PaperContext): readonly Block[] {
  const signatory = context.input.profile.conformity?.signatory
  const { t } = context
  const part = (label: string, path: string, value: string | undefined): Statement =>
    itemStatement(context, { id: 'DOC-A5-8', label }, { stated: field(path, value) })
  return [
    {
      kind: 'key-values',
      rows: [
        part(t('label.signatory'), 'conformity.signatory.name', signatory?.name),
        part(t('label.function'), 'conformity.signatory.function', signatory?.function),
        part(t('label.place'), 'conformity.signatory.place', signatory?.place),
      ],
    },
    signatureBlock(context, 'Annex V(8)'),
  ]
}

export function signatureBlock(context: PaperContext, ref: string): Block {
  const signatory = context.input.profile.conformity?.signatory
  return {
    kind: 'signature',
    article: toArticle(ref),
    place: signatory?.place,
    name: signatory?.name,
    function: signatory?.function,
  }
}

export const simplifiedDeclaration: PaperKind = {
  id: 'simplified-declaration',
  article: 'Art. 13(20); Annex VI',
  title: 'simplified-declaration.title',
  purpose: 'simplified-declaration.purpose',
  sets: ['A6'],
  roles: ['manufacturer'],
  isFullRegime: true,
  refuse: refuseRoute,
  sections: (context) => [section(context, 'declares', simplified(context))],
}

function simplified(context: PaperContext): readonly Block[] {
  const { t, input } = context
  const { manufacturer, product, links, conformity } = input.profile
  const type = [product.name, product.type ?? product.version].filter((part) => part !== undefined).join(' ')
  const sentence =
    manufacturer === undefined || conformity?.procedure === undefined
      ? undefined
      : t('simplified-declaration.sentence', { manufacturer: manufacturer.name, type })
  return [
    { kind: 'notice', tone: 'note', text: t('declaration.notYet') },
    itemStatement(
      context,
      { id: 'DOC-A6', label: t('label.sentence') },
      { stated: field('manufacturer.name, conformity.procedure', sentence) },
    ),
    itemStatement(
      context,
      { id: 'DOC-A6', label: t('label.declarationAddress') },
      { stated: field('links.declaration', links?.declaration) },
    ),
  ]
}

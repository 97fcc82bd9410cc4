/** Statements that several papers share: who makes it, what it is, where to report, until when it is supported. */
import type { PaperContext } from '../context.ts'
import { itemStatement, ownStatement, type Sources } from '../cover.ts'
import type { Block, Section, Statement } from '../model.ts'
import type { TextKey } from '../texts/texts.ts'

export function section(context: PaperContext, id: string, blocks: readonly Block[]): Section {
  return { id, heading: context.t(`section.${id}` as TextKey), blocks }
}

/** A member of `.occtet/product.yaml`. */
export function field(path: string, value: string | readonly string[] | undefined): Sources['stated'] & {} {
  return { field: `product.yaml: ${path}`, value }
}

/** Name, postal address, e-mail; each its own line, since each can be missing (Art. 13(16)). */
export function manufacturerRows(context: PaperContext, item: string): readonly Statement[] {
  const maker = context.input.profile.manufacturer
  const row = (label: TextKey, stated: Sources['stated'] & {}, isMandatory = true): Statement =>
    itemStatement(context, { id: item, label: context.t(label), isMandatory }, { stated })
  return [
    row('label.manufacturer', field('manufacturer.name', maker?.name)),
    row('label.address', field('manufacturer.address', maker?.address)),
    row('label.email', field('manufacturer.email', maker?.email)),
    row('label.website', field('manufacturer.website', maker?.website), false),
  ]
}

/** Name, version, type (Art. 13(15)). */
export function productRows(context: PaperContext, item: string): readonly Statement[] {
  const { product } = context.input.profile
  const row = (label: TextKey, stated: Sources['stated'] & {}, isMandatory: boolean): Statement =>
    itemStatement(context, { id: item, label: context.t(label), isMandatory }, { stated })
  return [
    row('label.product', field('product.name', product.name), true),
    row('label.version', field('product.version', product.version), true),
    row('label.type', field('product.type', product.type), false),
    row('label.purl', field('product.purl', product.purl), false),
  ]
}

/** End and reasons of the support period, checked against the floor of Art. 13(8). */
export function supportRows(context: PaperContext, item: string): readonly Statement[] {
  const { support } = context.input.profile
  const years = support?.expectedUseYears
  return [
    itemStatement(
      context,
      { id: item, label: context.t('label.supportEnd') },
      { stated: field('support.endsAt', support?.endsAt), questions: ['H2'] },
    ),
    itemStatement(
      context,
      { id: item, label: context.t('label.expectedUse') },
      {
        stated: field(
          'support.expectedUseYears',
          years === undefined ? undefined : context.t('value.years', { years }),
        ),
      },
    ),
  ]
}

export function contactStatement(context: PaperContext, item: string): Statement {
  const contacts = context.input.profile.security?.contacts
  const sources = {
    stated: field('security.contacts', contacts),
    questions: ['F10'],
    signals: ['SIG-REPO-SECURITY-MD'],
  }
  return itemStatement(context, { id: item, label: context.t('label.contact') }, sources)
}

export function policyStatement(context: PaperContext, item: string): Statement {
  const url = context.input.profile.security?.policyUrl
  const sources = {
    stated: field('security.policyUrl', url),
    questions: ['F9'],
    signals: ['SIG-REPO-SECURITY-MD'],
  }
  return itemStatement(context, { id: item, label: context.t('label.policy') }, sources)
}

/** How long the paper is kept (Art. 13(13)); what the classification says, or how to find out. */
export function retentionStatement(context: PaperContext): Statement {
  const { t, input } = context
  const until = input.classification?.retainUntil
  return ownStatement(
    context,
    { article: 'Art. 13(13)', label: t('label.retention'), isMandatory: false },
    {
      rule: {
        rule: 'OBL-M-13-13',
        value: until === undefined ? undefined : t('value.retainUntil', { until }),
      },
      place: t('where.facts', { fact: 'placed_on_market' }),
    },
  )
}

/** Where users find the SBOM (Annex II(9)): only asked for where the maker offers it, which an address says. */
export function sbomAddress(context: PaperContext): Statement {
  const address = context.input.profile.links?.sbom
  return itemStatement(context, 'DOC-A2-9', {
    stated: field('links.sbom', address),
    applies: { holds: address !== undefined, reason: context.t('reason.sbomNotOffered') },
  })
}

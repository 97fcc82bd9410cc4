/** Which of the catalogue's texts users see, each with its key: what a further language must have. */
import type { Catalogue } from './types.ts'
import { reporting } from './reporting.ts'

type Entry = readonly [key: string, text: string]

/** In the order of the catalogue. */
export function textsOfCatalogue(catalogue: Catalogue): readonly Entry[] {
  return [
    ...textsOfMeta(catalogue),
    ...catalogue.requirements.flatMap((item) => [
      ...fields(item.id, item, ['title', 'obligation', 'applicability']),
      ...listed(`${item.id}.humanNeeded`, item.humanNeeded),
      ...listed(`${item.id}.smeEvidence`, item.smeEvidence),
    ]),
    ...[...catalogue.obligations.values()].flatMap((item) =>
      fields(item.id, item, ['title', 'duty', 'trigger', 'deadline', 'retention', 'notes']),
    ),
    ...textsOfScope(catalogue),
    ...textsOfClasses(catalogue),
    ...textsOfReporting(),
    ...textsOfPapers(catalogue),
  ]
}

/** The members that a record has and that are texts. */
function fields<T extends object>(id: string, record: T, names: readonly (keyof T & string)[]): Entry[] {
  return names.flatMap((name) => {
    const text: unknown = record[name]
    return typeof text === 'string' ? [[`${id}.${name}`, text] as const] : []
  })
}

/** Numbered from 1. */
function listed(key: string, texts: readonly string[]): Entry[] {
  return texts.map((text, at) => [`${key}.${at + 1}`, text])
}

function textsOfMeta({ meta, dates, status, penalties }: Catalogue): Entry[] {
  return [
    ['meta.disclaimer', meta.disclaimer],
    ...[...meta.verificationLevels].map(([mark, means]): Entry => [`verification.${mark}`, means]),
    ...dates.dates.map(({ date, what }): Entry => [`date.${date}`, what]),
    ...dates.relatedDates.map(({ date, what }): Entry => [`date.${date}`, what]),
    ...[...dates.transition].map(([name, text]): Entry => [`transition.${name}`, text]),
    ...status.flatMap((entry, at) => fields(`status.${at + 1}`, entry, ['topic', 'status', 'consequence'])),
    ...penalties.tiers.flatMap((tier) => fields(tier.id, tier, ['rule', 'covers'])),
    ['penalties.exemption', penalties.exemptionMicroSmall.rule],
    ['penalties.criteria', penalties.criteria.rule],
    ...listed(
      'sme-measure',
      penalties.smeMeasures.map(({ text }) => text),
    ),
  ]
}

function textsOfScope(catalogue: Catalogue): Entry[] {
  const { test, factors, usuallyNot, usuallyYes, effect } = catalogue.substantialModification
  return [
    ...catalogue.scopeTree.nodes.flatMap((node) => fields(node.id, node, ['q', 'help'])),
    ...[...catalogue.outcomes.values()].flatMap((outcome) => fields(outcome.id, outcome, ['text'])),
    ...catalogue.exclusions.flatMap((item) => fields(item.id, item, ['title', 'note'])),
    ...[...catalogue.roles.values()].flatMap((item) => fields(item.id, item, ['test'])),
    ...listed('substantial.test', test),
    ...listed('substantial.factor', factors),
    ...listed('substantial.usually-not', usuallyNot),
    ...listed('substantial.usually-yes', usuallyYes),
    ...listed('substantial.effect', effect),
  ]
}

function textsOfClasses(catalogue: Catalogue): Entry[] {
  const { categories, coreFunctionalityRules, notes } = catalogue.categories
  const { procedures, routes } = catalogue.conformity
  const remote = catalogue.remoteDataProcessing
  return [
    ...listed('core-functionality', coreFunctionalityRules),
    ['categories.notes', notes],
    ...categories.flatMap((item) => [
      ...fields(item.id, item, ['title', 'summary', 'note']),
      ...listed(`${item.id}.example`, item.examples),
    ]),
    ...listed('remote.test', remote.test),
    ...listed('remote.not', remote.notRdps),
    ...[...remote.cloud].map(([name, text]): Entry => [`remote.cloud.${name}`, text]),
    ...fields('support', catalogue.supportPeriod, [
      'shorterIf',
      'longerIf',
      'fossSubscription',
      'updateAvailability',
    ]),
    ...procedures.flatMap((item) => fields(item.id, item, ['name', 'note'])),
    ...routes.flatMap((item) => fields(item.id, item, ['condition', 'note'])),
  ]
}

function textsOfReporting(): Entry[] {
  const { stages, triggers, interim, users, routing, stewardTiers } = reporting
  return [
    ...stages.flatMap((stage) => [
      ...fields(stage.id, stage, ['note']),
      [`${stage.id}.also`, stage.due.also] as const,
      ...listed(`${stage.id}.content`, stage.legalContent),
    ]),
    ...Object.values(triggers).flatMap((trigger) => [
      ...listed(`${trigger.id}.test`, trigger.test),
      ...listed(`${trigger.id}.not`, trigger.notReportable),
    ]),
    [`${interim.id}.rule`, interim.rule],
    [`${users.id}.rule`, users.rule],
    ...listed(`${users.id}.content`, users.content),
    ...listed('routing', routing.order),
    ...stewardTiers.flatMap((tier) => fields(tier.id, tier, ['support', 'note'])),
  ]
}

function textsOfPapers(catalogue: Catalogue): Entry[] {
  const sets = [...new Set([...catalogue.documents.values()].map(({ set }) => set))]
  return [
    ...listed('document-set', sets),
    ...[...catalogue.documents.values()].flatMap((item) => fields(item.id, item, ['item', 'condition'])),
    ...catalogue.retention.flatMap((rule, at) => fields(`retention.${at + 1}`, rule, ['what', 'rule'])),
    ...listed('sbom.legal-minimum', catalogue.sbomRules.legalMinimum),
    ...listed('sbom.recommended', catalogue.sbomRules.recommended),
    ['sbom.publication', catalogue.sbomRules.publication],
  ]
}

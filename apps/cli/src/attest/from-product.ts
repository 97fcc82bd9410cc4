/** Statements from what people decided: the assessment of a product, the due diligence on a component. */
import { formatCanonicalJson, type Json, sha256Hex } from '@occtet/toolkit/base'
import { essentialRequirements, fromAssessment, fromDiligence } from '@occtet/toolkit/attestations'
import {
  type Assessment,
  type ComponentDecision,
  type DiligenceFile,
  joinDiligence,
  parseDiligenceFile,
  questionnaire,
} from '@occtet/toolkit/cra'
import { type Component, corePurl, splitPurl } from '@occtet/toolkit/model'
import { findPackage } from '../find-package.ts'
import { subjectOf } from '../finding-desk.ts'
import { textOption } from '../options.ts'
import { assessDesk, openDesk, type ProductDesk, readRecord } from '../product-desk.ts'
import { misused, unfit } from './guard-attest.ts'
import { attesterOf, lastDay, type Made, made, type Making } from './making.ts'

/** All 22 requirements. Only the reasons of "not applicable" leave the house; notes and names stay. */
export async function makeAssessment(making: Making): Promise<Made> {
  const { context, dir, options, subjects } = making
  const desk = await openDesk(context, dir, options)
  const assessment = assessDesk(context, desk, options)
  if (assessment.view.counted.size === 0) {
    throw unfit('ASSESSMENT_EMPTY', 'no question has been answered', `Begin with: occtet cra assess ${dir}`)
  }
  const now = context.now()
  const { product, conformity, id } = desk.profile
  const { roles, class: category } = assessment.classification
  const statement = fromAssessment({
    subject: subjects,
    assessment: {
      id: `${id} ${now}`,
      kind: 'self',
      module: conformity?.procedure ?? 'undecided',
      questionnaire: describeQuestionnaire(assessment),
      completedAt: now,
    },
    assessor: { id: attesterOf(making), role: roles.length === 0 ? 'undetermined' : roles.join(', ') },
    product: {
      name: product.name,
      version: product.version ?? desk.inventory.version ?? 'not stated',
      category: category ?? 'undetermined',
    },
    requirements: Object.fromEntries(
      [...assessment.score.requirements].filter(([requirement]) =>
        essentialRequirements.includes(requirement),
      ),
    ),
    rationales: reasonsOf(assessment),
    validUntil: lastDay(making),
  })
  if (!statement.ok) {
    throw unfit(statement.error.code, statement.error.message, `See: occtet cra assess ${dir}`)
  }
  return made(statement.value, warningsOf(assessment))
}

/** Its content, so that a reader can tell which questions were asked. */
function describeQuestionnaire({ catalogue }: Assessment): {
  readonly name: string
  readonly digest: { readonly sha256: string }
} {
  const { version, asOf, questions } = questionnaire
  // Questions are parsed JSON.
  const content = { version, asOf, catalogue, questions: [...questions.values()] as unknown as Json }
  const name = `occtet questionnaire ${version} of ${asOf}, catalogue ${catalogue}`
  return { name, digest: { sha256: sha256Hex(formatCanonicalJson(content)) } }
}

/** By requirement: why the questions about it do not apply, as people said. */
function reasonsOf({ view, score }: Assessment): Readonly<Record<string, string>> {
  const open = [...score.requirements].flatMap(([id, status]) => (status === 'not-applicable' ? [id] : []))
  return Object.fromEntries(
    open.map((id) => {
      const reasons = view.visible
        .filter(({ maps }) => maps.includes(id))
        .flatMap((question) => {
          const value = view.counted.get(question.id)?.value
          return value?.kind === 'na' ? [value.reason.trim()] : []
        })
      return [id, [...new Set(reasons)].join('; ')]
    }),
  )
}

function warningsOf({ contradictions, stale }: Assessment): readonly string[] {
  const clashes = contradictions.map(({ question }) => question)
  const old = stale.map(({ question }) => question)
  return [
    ...(clashes.length === 0
      ? []
      : [
          `What the machine found contradicts the answers to ${clashes.join(', ')}: occtet cra assess shows how.`,
        ]),
    ...(old.length === 0 ? [] : [`Answers that may be out of date: ${old.join(', ')}.`]),
  ]
}

const noDecisions: DiligenceFile = { schema: 'occtet.diligence/1', decisions: [], upstream: [] }

/** Refused where nobody decided, or where version or advisories have changed since. */
export async function makeDiligence(making: Making): Promise<Made> {
  const { context, dir, options, subjects } = making
  const named = textOption(options, 'component')
  if (named === undefined) throw misused('COMPONENT_MISSING', 'say which component, with --component')
  const desk = await openDesk(context, dir, options)
  const component = findComponent(desk, named)
  const decision = findDecision(context.now().slice(0, 10), desk, component)
  const sha256 = component.hashes.find(({ algorithm }) => algorithm === 'SHA-256')?.value
  const sources = desk.findings.sources.map(({ name, asOf }) => `${name} as of ${asOf.slice(0, 10)}`)
  const statement = fromDiligence({
    subject: subjects,
    component: { purl: component.purl, ...(sha256 === undefined ? {} : { digest: { sha256 } }) },
    integratedInto: subjectOf(desk.inventory, desk.profile).purl,
    decision,
    advisories: {
      open: advisoriesOf(desk, component),
      source: sources.length === 0 ? 'no source was at hand' : sources.join(', '),
      at: context.now(),
    },
  })
  const starter = 'Compared with the small sample of advisories that comes with the program only.'
  return made(statement, desk.isStarterSet ? [starter] : [])
}

function findComponent({ inventory }: ProductDesk, named: string): Component {
  const found = findPackage(inventory.components, named)
  const component = inventory.components.find(
    ({ purl, isFirstParty }) =>
      !isFirstParty && corePurl(purl) === found.package && splitPurl(purl).version === found.version,
  )
  if (component === undefined) throw new Error('a package that was found is a component')
  return component
}

/** Undefined: no source covers the component, and none happens to speak of it. */
function advisoriesOf(
  { findings }: ProductDesk,
  { purl }: Component,
): readonly { readonly id: string; readonly level: string }[] | undefined {
  const open = findings.findings.filter((finding) => finding.purl === purl)
  const isUncovered = findings.unknown.some((unknown) => unknown.purl === purl)
  return open.length === 0 && isUncovered ? undefined : open.map(({ group, level }) => ({ id: group, level }))
}

function findDecision(today: string, desk: ProductDesk, component: Component): ComponentDecision {
  const file = readRecord(desk, 'diligence.yaml', parseDiligenceFile) ?? noDecisions
  const { purl, relation, scope, licenses } = component
  const advisories = desk.findings.findings.filter((finding) => finding.purl === purl)
  const facts = {
    purl,
    package: corePurl(purl),
    version: splitPurl(purl).version,
    relation,
    scope,
    licenses,
    foundAt: '',
    advisories: advisories.map(({ group, level }) => ({ id: group, level })),
    advisoriesKnown: true,
    isPinned: false,
    reasons: [],
  }
  const { rows } = joinDiligence({ facts: [facts], file, components: 1, packages: new Set(), today })
  const state = rows[0]?.state
  if (state?.kind === 'decided') return state.decision
  const again = `Decide with: occtet cra diligence decide ${purl} --dir ${desk.dir}`
  if (state?.kind === 'stale') {
    const what = {
      version: 'another version',
      advisories: 'new advisories',
      'older-than-a-year': 'more than a year',
    }
    const changes = state.changes.map((change) => what[change]).join(', ')
    throw unfit('DILIGENCE_STALE', `the decision on ${purl} is out of date: ${changes}`, again)
  }
  throw unfit('DILIGENCE_MISSING', `nobody has decided about ${purl}`, again)
}

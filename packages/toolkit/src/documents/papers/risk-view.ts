/** A product's risk assessment as its paper prints it, in the words of the language; what it lacks stays open. */
import { createTranslator, type Translator } from '@occtet/ui'
import {
  checkRiskAssessment,
  levelsOf,
  type RiskAssessment,
  threatText,
  threats,
  type ThreatRecord,
} from '../../cra/index.ts'
import type { RiskThreat, RiskView } from './input.ts'
import { type PaperLanguage, type TextKey, texts } from './texts/texts.ts'

interface RiskFile {
  /** Name of the file that it was read from. */
  readonly file: string
  readonly language: PaperLanguage
  /** `YYYY-MM-DD`. */
  readonly today: string
}

export function toRiskView(assessment: RiskAssessment, { file, language, today }: RiskFile): RiskView {
  const words: Words = { t: createTranslator(language, texts[language]), language }
  const { boundary } = assessment
  return {
    file,
    openPoints: checkRiskAssessment(assessment, today).map(({ item, at, code }) => ({ item, at, code })),
    ...given('version', assessment.version),
    ...given('author', assessment.author),
    ...given('approvedBy', assessment.approved && `${assessment.approved.by}, ${assessment.approved.at}`),
    reviewTriggers: assessment.reviewTriggers,
    ...given('nextReview', assessment.nextReview),
    ...given('intendedPurpose', assessment.intendedPurpose),
    foreseeableUse: [...assessment.foreseeableUse, ...assessment.foreseeableMisuse],
    ...given('expectedUseYears', assessment.expectedUseYears),
    ...given('environment', assessment.environment && [assessment.environment]),
    ...given('users', assessment.users && [assessment.users]),
    assets: assessment.assets.map((asset) => `${asset.name} (${asset.protect.join(', ')})`),
    boundary: [
      ...boundary.parts,
      ...boundary.interfaces.map((one) => sayInterface(words, one)),
      ...boundary.remoteDataProcessing.map((name) => words.t('risk.remote', { name })),
      ...boundary.thirdPartyServices.map((name) => words.t('risk.thirdParty', { name })),
    ],
    threats: assessment.threats.map((threat) => toThreat(words, threat)),
    requirements: assessment.requirements.map((record) => ({
      id: record.requirement,
      applies: record.applies === undefined ? 'unknown' : record.applies ? 'yes' : 'no',
      text: sayRequirement(record),
    })),
    treatment: assessment.threats.flatMap((threat) => sayTreatment(words, threat)),
    constraints: assessment.constraints.map((one) => `${one.what}: ${one.compensation}`),
  }
}

interface Words {
  readonly t: Translator<TextKey>
  readonly language: PaperLanguage
}

/** A member that is there only where something stands in it. */
function given<K extends string, V>(key: K, value: V | '' | undefined): { readonly [name in K]?: V } {
  return (value === undefined || value === '' ? {} : { [key]: value }) as { readonly [name in K]?: V }
}

function sayInterface({ t }: Words, one: RiskAssessment['boundary']['interfaces'][number]): string {
  const name = t('risk.interface', { name: one.name, exposure: t(`exposure.${one.exposure}`) })
  return one.protection === undefined ? name : `${name}: ${one.protection}`
}

function sayRequirement(record: RiskAssessment['requirements'][number]): string | undefined {
  const own = record.applies === false ? record.reason : record.how
  const parts = [own ?? '', ...(record.measures ?? []).map((measure) => measure.what)]
  const said = parts.filter((part) => part.trim() !== '')
  return said.length === 0 ? undefined : said.join('; ')
}

function nameOf({ language }: Words, threat: ThreatRecord): string {
  if (threat.title !== undefined) return threat.title
  return threats.some((known) => known.id === threat.id) ? threatText(threat.id, language).title : threat.id
}

function toThreat(words: Words, threat: ThreatRecord): RiskThreat {
  const { t } = words
  const unknown = t('value.unknown')
  const { after } = levelsOf(threat)
  const isOut = threat.applies === false
  const measures = (threat.measures ?? []).map((measure) => measure.what)
  const how = [threat.treatment === undefined ? undefined : t(`treatment.${threat.treatment}`), ...measures]
  const treatment = how.filter((part) => part !== undefined).join('; ')
  return {
    id: threat.id,
    title: nameOf(words, threat),
    likelihood: threat.likelihood === undefined ? unknown : t(`step.likelihood.${threat.likelihood}`),
    impact: threat.impact === undefined ? unknown : t(`step.impact.${threat.impact}`),
    treatment: isOut ? t('risk.notApplying', { reason: threat.reason ?? unknown }) : treatment || undefined,
    residual: after === undefined ? undefined : t(`risk.${after}`),
  }
}

function sayTreatment(words: Words, threat: ThreatRecord): readonly string[] {
  const { before, after } = levelsOf(threat)
  if (threat.applies !== true || threat.treatment === undefined || before === undefined) return []
  const { t } = words
  const reason = threat.reason === undefined ? '' : ` ${threat.reason}`
  const said = t('risk.treated', {
    threat: `${threat.id} ${nameOf(words, threat)}`,
    treatment: t(`treatment.${threat.treatment}`),
    before: t(`risk.${before}`),
    after: after === undefined ? t('value.unknown') : t(`risk.${after}`),
  })
  return [`${said}${reason}`]
}

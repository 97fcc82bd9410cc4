/** One assessment as the value of `--json`: ids and figures; words are looked up by whoever shows them. */
import { type Assessment, type Comparison, type Figure, toRawAnswer } from '@occtet/toolkit/cra'

/** Null: not known, or nothing to weigh. */
export function toAssessmentValue(assessment: Assessment, product: string) {
  const { at, mode, catalogue } = assessment
  return {
    schema: 'occtet.cra-standing/1',
    product,
    at,
    mode,
    catalogue,
    ...toSituation(assessment),
    ...toFigures(assessment),
    ...toDoubts(assessment),
    plan: assessment.plan.map((item) => ({
      action: item.action,
      priority: item.priority,
      effort: item.effort,
      urgency: item.urgency,
      rank: item.rank,
      owner: item.owner ?? null,
      open: item.open.map((one) => ({ ...one })),
      records: [...item.records],
    })),
  }
}

/** Null: one of the two has no figure. */
export function toComparisonValue(comparison: Comparison, product: string) {
  return {
    schema: 'occtet.cra-comparison/1',
    product,
    ...comparison,
    readiness: comparison.readiness ?? null,
    evidence: comparison.evidence ?? null,
  }
}

function toSituation({ classification, factErrors, view }: Assessment) {
  return {
    classification: {
      scope: classification.scope,
      outcome: classification.outcome,
      roles: [...classification.roles],
      class: classification.class,
      applies: classification.applies,
      steward_tier: classification.steward_tier,
    },
    contradictoryFacts: factErrors.map(({ field, message }) => ({ field, message })),
    answers: Object.fromEntries([...view.counted].map(([id, answer]) => [id, toRawAnswer(answer.value)])),
  }
}

function toFigures({ score, enisa }: Assessment) {
  return {
    readiness: figure(score.readiness),
    margin: score.margin,
    evidence: figure(score.evidence),
    level: {
      number: score.level.number,
      uncapped: score.level.uncapped,
      mustAssessNow: score.level.mustAssessNow,
      caps: score.level.caps.map((cap) => ({ ...cap })),
    },
    sections: Object.fromEntries([...score.sections].map(([id, one]) => [id, figure(one)])),
    records: Object.fromEntries([...score.byRecord].map(([id, one]) => [id, figure(one)])),
    requirements: Object.fromEntries(score.requirements),
    enisa: {
      mean: enisa.mean ?? null,
      band: enisa.band ?? null,
      items: enisa.items.map(({ ref, coverage, value, isOwn }) => ({
        ref,
        coverage,
        value: value ?? null,
        isOwn,
      })),
    },
  }
}

function toDoubts({ score, contradictions, stale }: Assessment) {
  return {
    unanswered: [...score.unanswered],
    toFindOut: [...score.toFindOut],
    contradictions: contradictions.map(({ question, sentence, signals }) => ({
      question,
      sentence,
      signals: [...signals],
    })),
    stale: stale.map(({ question, reasons }) => ({ question, reasons: [...reasons] })),
  }
}

function figure({ percent, weight }: Figure) {
  return { percent: percent ?? null, weight }
}

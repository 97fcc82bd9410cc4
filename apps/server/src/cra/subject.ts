/** What every page of the self-assessment says about itself: product, release, day, and the figures beside each other. */
import type { readiness, subject } from '@occtet/contract/api'
import { assessmentWords, type Figure, textsOf } from '@occtet/toolkit/cra'
import { formatDate } from '@occtet/ui'
import type * as z from 'zod/mini'
import type { AssessedState } from './state.ts'

export type SubjectView = z.infer<typeof subject>
export type ReadinessView = z.infer<typeof readiness>

export function subjectOf(state: AssessedState): SubjectView {
  return {
    product: state.product,
    productName: state.productName,
    release: state.release ?? null,
    at: state.assessment.at,
    mode: state.mode,
    language: state.language,
    catalogue: state.assessment.catalogue,
    version: state.version,
    evidenceAt: state.evidenceAt ?? null,
    answersPlace: state.profile.answers ?? 'private',
  }
}

export function toFigure({ percent, weight }: Figure): ReadinessView['readiness'] {
  return { percent: percent ?? null, weight }
}

export function readinessOf({ assessment, language }: AssessedState): ReadinessView {
  const { score } = assessment
  const words = assessmentWords(language)
  const level = textsOf(language).levels.get(String(score.level.number))
  return {
    readiness: toFigure(score.readiness),
    margin: score.margin,
    evidence: toFigure(score.evidence),
    level: {
      number: score.level.number,
      name: level?.name ?? String(score.level.number),
      meaning: level?.meaning ?? String(score.level.number),
      uncapped: score.level.uncapped,
      mustAssessNow: score.level.mustAssessNow,
      gates: score.level.caps.map(({ code, atMost, question }) => ({
        code,
        atMost,
        question,
        text: words(`cap-${code}`, { question }),
      })),
    },
  }
}

export function disclaimerOf({ assessment, language }: AssessedState): string {
  return assessmentWords(language)('disclaimer', {
    date: formatDate(language, assessment.at),
    version: assessment.catalogue,
  })
}

/** Saved assessments, the trend, and what moved between two of them. */
import type { assessmentComparison, planRoutes } from '@occtet/contract/api'
import {
  assessmentEvents,
  compareAssessments,
  parseSavedAssessment,
  type SavedAssessment,
  textOf,
  textsOf,
  toSavedAssessment,
} from '@occtet/toolkit/cra'
import { personActor } from '@occtet/toolkit/ledger'
import type * as z from 'zod/mini'
import { listProductFiles, writeProductFile } from '../db/product-files.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { Handlers } from '../kernel/model.ts'
import { changeCra, showCra } from './calls.ts'
import { type KeptPoint, listKept } from './kept.ts'
import { type Loaded, refuse, type Refused } from './load.ts'
import { questionText, sayAnswer } from './say.ts'
import { nameOf } from './save.ts'
import type { AssessedState } from './state.ts'
import { readinessOf, subjectOf } from './subject.ts'

const folder = 'assessments/'

interface Saved {
  readonly id: string
  readonly value: SavedAssessment
}

/** Oldest first; files that cannot be read by their names. */
async function readSaved(
  rows: OrgRows,
  { product }: Pick<Loaded, 'product'>,
): Promise<{ readonly saved: readonly Saved[]; readonly broken: string[] }> {
  const files = await listProductFiles(rows, rows, { product: product.id, place: 'private', under: folder })
  const read = files
    .filter(({ path }) => path.endsWith('.json'))
    .map(({ path, text }) => ({
      id: path.slice(folder.length, -'.json'.length),
      parsed: parseSavedAssessment(text),
    }))
  return {
    saved: read.flatMap(({ id, parsed }) => (parsed.ok ? [{ id, value: parsed.value }] : [])),
    broken: read.flatMap(({ id, parsed }) => (parsed.ok ? [] : [id])),
  }
}

function toRow({ id, value }: Saved) {
  const { label, at, mode, catalogue, readiness, margin, evidence, level } = value
  return { id, label, at, mode, catalogue, readiness, margin, evidence, level }
}

function toPoint({ day, release, requirements, ...figures }: KeptPoint) {
  const count = (status: string) => Object.values(requirements).filter((one) => one === status).length
  const { readiness, margin, evidence, level, mode } = figures
  return {
    at: day,
    release: release ?? null,
    mode,
    readiness,
    margin,
    evidence,
    level,
    met: count('met'),
    gap: count('gap'),
    unknown: count('unknown'),
  }
}

/** `20261122T195100Z-baseline`, as the command line names the file. */
function idOf({ at, label }: SavedAssessment): string {
  return `${at.replaceAll(/[-:]/g, '')}-${label}`
}

type Own = 'assessments.list' | 'assessments.save' | 'assessments.compare'

export const assessmentHandlers: Pick<Handlers<typeof planRoutes>, Own> = {
  'assessments.list': async (call) =>
    showCra(call, async (loaded) => {
      const { saved, broken } = await readSaved(call.org, loaded)
      const kept = await listKept(call.org, loaded.product)
      return {
        subject: subjectOf(loaded.state),
        readiness: readinessOf(loaded.state),
        saved: saved.map(toRow),
        broken,
        trend: kept.map(toPoint),
      }
    }),

  'assessments.save': async (call) => {
    const { label } = call.body
    return changeCra(call, {
      write: async ({ org, change, caller, loaded }) => {
        const { state, product } = loaded
        const saved = toSavedAssessment(state.assessment, { label, at: state.now })
        const text = `${JSON.stringify(saved, null, 1)}\n`
        const path = `${folder}${idOf(saved)}.json`
        const place = { product: product.id, place: 'private', path } as const
        await writeProductFile(org, change, { ...place, text, now: state.now })
        const told = { product: state.profile.id, actor: personActor(nameOf(caller)) }
        for (const event of assessmentEvents(told, saved)) change.record(event)
        return undefined
      },
      show: ({ state }, recorded) => {
        const value = toSavedAssessment(state.assessment, { label, at: state.now })
        return { saved: toRow({ id: idOf(value), value }), recorded }
      },
    })
  },

  'assessments.compare': async (call) =>
    showCra(call, async (loaded) => {
      const { saved } = await readSaved(call.org, loaded)
      const from = saved.find(({ id }) => id === call.params.from)
      const to = call.query.to === undefined ? nowOf(loaded) : saved.find(({ id }) => id === call.query.to)
      if (from === undefined || to === undefined) return refuse(404, 'NOT_FOUND', 'no such saved assessment')
      return compare(from, to, loaded.state)
    }),
}

function nowOf({ state }: Loaded): Saved {
  return { id: 'now', value: toSavedAssessment(state.assessment, { label: 'follow-up', at: state.now }) }
}

function compare(
  from: Saved,
  to: Saved,
  { language }: AssessedState,
): z.infer<typeof assessmentComparison> | Refused {
  const found = compareAssessments(from.value, to.value)
  const title = (action: string) => textsOf(language).actions.get(action)?.title ?? action
  const say = (id: string, value: SavedAssessment['answers'][string] | undefined) =>
    value === undefined ? null : sayAnswer(id, value, language)
  return {
    from: toRow(from),
    to: toRow(to),
    readiness: found.readiness ?? null,
    evidence: found.evidence ?? null,
    level: found.level,
    isWithinMargin: found.isWithinMargin,
    hasOtherCatalogue: found.hasOtherCatalogue,
    hasOtherMode: found.hasOtherMode,
    requirements: found.requirements.map((one) => ({
      id: one.id,
      text: textOf({ id: one.id }, 'title', language) ?? one.id,
      from: one.from ?? null,
      to: one.to ?? null,
    })),
    answers: found.answers.map((one) => ({
      id: one.id,
      text: questionText(one.id, language),
      from: say(one.id, one.from),
      to: say(one.id, one.to),
    })),
    closedActions: found.closedActions.map(title),
    newActions: found.newActions.map(title),
  }
}

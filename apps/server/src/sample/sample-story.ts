/** What people did with the sample product before you came: sittings of the assessment, and two drills. Invented, dates too. */
import {
  answerEvents,
  assessmentEvents,
  catalogue,
  formatAnswersFile,
  parseAnswer,
  parseAnswersFile,
  type QuestionnaireAnswer,
  toSavedAssessment,
} from '@occtet/toolkit/cra'
import { personActor } from '@occtet/toolkit/ledger'
import { addToCase, openNewCase } from '../cases/change.ts'
import { listCases } from '../cases/store.ts'
import { keepStanding } from '../cra/kept.ts'
import { isRefused, loadCra } from '../cra/load.ts'
import { readProductFile, writeProductFile } from '../db/product-files.ts'
import type { Change, OrgScope } from '../kernel/model.ts'
import type { FoundRelease } from '../products/find.ts'
import { sampleActor, sampleProfile, sampleSittings, type SampleSitting } from './sample-facts.ts'

const day = 86_400_000

/** `2026-11-22T12:00:00Z`, so many days before. */
export function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * day).toISOString().replace(/\.\d+Z$/, 'Z')
}

export interface SampleStory {
  readonly org: OrgScope
  readonly product: FoundRelease['product']
  /** The day on which the sample is made. */
  readonly now: string
}

/** Each sitting with its answers and its standing is one change: after a kill, what is missing is added. */
export async function holdSittings(story: SampleStory): Promise<void> {
  for (const sitting of sampleSittings)
    await story.org.change(async (change) => holdSitting(story, change, sitting))
}

async function holdSitting({ org, product, now }: SampleStory, change: Change, sitting: SampleSitting) {
  const at = daysBefore(now, sitting.daysAgo)
  const rows = { id: org.id, db: change.db }
  const place = { product: product.id, place: 'private', path: 'answers.yaml' } as const
  const file = await readProductFile(rows, rows, place)
  const parsed = file === undefined ? undefined : parseAnswersFile(file.text)
  if (parsed?.ok === false) throw new Error('the answers of the sample cannot be read')
  const before = parsed?.value.answers ?? new Map<string, QuestionnaireAnswer>()
  const given = toAnswers(sitting, at)
  if (given.every(({ question }) => before.has(question))) return
  const answers = new Map([...before, ...given.map((answer) => [answer.question, answer] as const)])
  await writeProductFile(org, change, {
    ...place,
    text: formatAnswersFile({ product: sampleProfile.id, answers }),
    now: at,
  })
  for (const event of answerEvents(sampleProfile.id, answers, before)) change.record(event)
  const loaded = await loadCra(rows, { product: sampleProfile.id, release: sitting.release, now: at })
  if (isRefused(loaded)) throw new Error(`the sample cannot be assessed: ${loaded.code}`)
  await keepStanding(rows, loaded, loaded.state)
  if (before.size > 0) return
  const saved = toSavedAssessment(loaded.state.assessment, { label: 'baseline', at })
  const path = `assessments/${at.replaceAll(/[-:]/g, '')}-${saved.label}.json`
  const text = `${JSON.stringify(saved, null, 1)}\n`
  await writeProductFile(org, change, { product: product.id, place: 'private', path, text, now: at })
  const told = { product: sampleProfile.id, actor: personActor(sampleActor) }
  for (const event of assessmentEvents(told, saved)) change.record(event)
}

function toAnswers({ answers }: SampleSitting, at: string): readonly QuestionnaireAnswer[] {
  return Object.entries(answers).map(([question, answer]) => {
    const read = parseAnswer({
      question,
      answer,
      by: sampleActor,
      at,
      source: 'person',
      catalogue: catalogue.meta.version,
    })
    if (!read.ok) throw new Error(`an answer of the sample: ${question}: ${read.error.message}`)
    return read.value
  })
}

type Wish = Parameters<typeof openNewCase>[2]
type Steps = Parameters<typeof addToCase>[2]

interface Drill {
  readonly title: string
  readonly daysAgo: number
  /** Hours before the case was opened. */
  readonly signal: { readonly hours: number; readonly text: string }
  readonly aware: { readonly hours: number; readonly reason: string }
  /** `hours`: after becoming aware. */
  readonly steps: readonly { readonly hours: number; readonly facts: Steps['facts'] }[]
}

const drills: readonly Drill[] = [
  {
    title: 'A request that ends the collector (invented)',
    daysAgo: 10,
    signal: { hours: 3, text: 'A user of the pilot reports that one request ends the collector.' },
    aware: { hours: 1, reason: 'The log of the pilot shows the request, sent from outside, three times.' },
    steps: [
      {
        hours: 2,
        facts: [
          {
            type: 'details',
            fields: {
              title: 'Collector ends after one request',
              summary: 'A request with a broken length ends the process that collects readings.',
              memberStates: 'Germany, Austria',
              versions: '1.3.0',
            },
          },
        ],
      },
      { hours: 19, facts: [{ type: 'submitted', step: 'early_warning', reference: 'DRILL-1' }] },
      { hours: 66, facts: [{ type: 'submitted', step: 'notification', reference: 'DRILL-2' }] },
    ],
  },
  {
    title: 'A leaked token of the gateway (invented)',
    daysAgo: 0,
    signal: { hours: 8, text: 'A researcher writes that a token of the gateway lies in a public place.' },
    aware: { hours: 6, reason: 'The token works, and the log shows a stranger who used it.' },
    steps: [
      {
        hours: 1,
        facts: [
          {
            type: 'details',
            fields: { title: 'Token of the gateway in use by strangers', memberStates: 'Germany' },
          },
        ],
      },
    ],
  },
]

/** Two drills: one that waits for a fix, one whose clock runs. */
export async function holdDrills({ org, now }: SampleStory): Promise<void> {
  const there = (await listCases(org, { isDrill: true })).cases.map(({ file }) => file)
  for (const drill of drills) {
    const found = there.find((file) => JSON.stringify(file).includes(JSON.stringify(drill.title)))
    const openedAt = daysBefore(now, drill.daysAgo)
    const known = found === undefined ? undefined : { id: found.id, entries: found.entries.length }
    await carryOut(org, drill, { openedAt, known, now })
  }
}

interface Carrying {
  readonly openedAt: string
  readonly now: string
  readonly known: { readonly id: string; readonly entries: number } | undefined
}

async function carryOut(org: OrgScope, drill: Drill, { openedAt, now, known }: Carrying): Promise<void> {
  const stamp = { product: sampleProfile.id, by: sampleActor, now: openedAt }
  const awareAt = daysBefore(openedAt, drill.aware.hours / 24)
  const wish: Wish = {
    track: 'AEV',
    drill: true,
    title: drill.title,
    role: 'manufacturer',
    signal: { at: daysBefore(openedAt, drill.signal.hours / 24), text: drill.signal.text },
    aware: { at: awareAt, decidedBy: sampleActor, reason: drill.aware.reason },
  }
  const opened = known ?? (await openDrill(org, stamp, wish))
  // Each step is one entry, behind those that opening made.
  const done = Math.max(0, opened.entries - entriesOfOpening)
  for (const { hours, facts } of drill.steps.slice(done)) {
    const at = daysBefore(awareAt, -hours / 24)
    const added = await addToCase(org, { ...stamp, now: at > now ? now : at, case: opened.id }, { at, facts })
    if (!added.value.ok) throw new Error(`a step of a drill: ${added.value.error.message}`)
  }
}

const entriesOfOpening = 3

async function openDrill(
  org: OrgScope,
  stamp: Parameters<typeof openNewCase>[1],
  wish: Wish,
): Promise<NonNullable<Carrying['known']>> {
  const { value } = await openNewCase(org, stamp, wish)
  if (!value.ok) throw new Error(`a drill of the sample: ${value.error.message}`)
  return { id: value.value.file.id, entries: value.value.file.entries.length }
}

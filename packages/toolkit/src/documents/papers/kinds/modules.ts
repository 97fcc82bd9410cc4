/** Checklists of the conformity assessment procedures: modules A, B+C and H (Art. 32, Annex VIII). */
import type { PaperContext } from '../context.ts'
import { itemStatement, ownStatement } from '../cover.ts'
import type { Block } from '../model.ts'
import { type CheckRow, checklist } from './checks.ts'
import { field, section } from './common.ts'
import type { PaperKind, PaperRefusal } from './kind.ts'
import { classStatement } from './technical-documentation.ts'

interface Module {
  readonly id: string
  readonly route: 'A' | 'B+C' | 'H'
  readonly article: string
  readonly title: PaperKind['title']
  readonly rows: readonly CheckRow[]
}

const common = {
  file: { text: 'check.file', questions: ['I1'] },
  processes: { text: 'check.processes', questions: ['I2'] },
  marking: { text: 'check.marking', questions: ['I6'] },
  declaration: { text: 'check.declaration', questions: ['I5'] },
  keeping: { text: 'check.keeping', questions: ['I8'] },
} as const

const modules: readonly Module[] = [
  {
    id: 'conformity-module-a',
    route: 'A',
    article: 'Art. 32(1)(a); Annex VIII, Part I',
    title: 'conformity-module-a.title',
    rows: [
      { ...common.file, article: 'Annex VIII, Part I, point 2' },
      { ...common.processes, article: 'Annex VIII, Part I, point 3' },
      { text: 'check.partOne', article: 'Annex VIII, Part I, point 3; Annex I, Part I', questions: ['D3'] },
      { text: 'check.partTwo', article: 'Annex VIII, Part I, point 3; Annex I, Part II', questions: ['F4'] },
      { ...common.marking, article: 'Annex VIII, Part I, point 4.1; Art. 30' },
      { ...common.declaration, article: 'Annex VIII, Part I, point 4.2; Art. 28' },
      { ...common.keeping, article: 'Annex VIII, Part I, point 4.2; Art. 13(13)' },
    ],
  },
  {
    id: 'conformity-module-bc',
    route: 'B+C',
    article: 'Art. 32(1)(b); Annex VIII, Parts II-III',
    title: 'conformity-module-bc.title',
    rows: [
      { ...common.file, article: 'Annex VIII, Part II, point 3' },
      { text: 'check.application', article: 'Annex VIII, Part II, point 3', questions: ['C5'] },
      { text: 'check.specimens', article: 'Annex VIII, Part II, point 2' },
      { text: 'check.certificate', article: 'Annex VIII, Part II, point 6' },
      { text: 'check.changes', article: 'Annex VIII, Part II, point 7', questions: ['H6'] },
      { text: 'check.certificateKept', article: 'Annex VIII, Part II, point 10' },
      { ...common.processes, article: 'Annex VIII, Part III, point 2' },
      { ...common.marking, article: 'Annex VIII, Part III, point 3.1; Art. 30' },
      { ...common.declaration, article: 'Annex VIII, Part III, point 3.2; Art. 28' },
      { ...common.keeping, article: 'Annex VIII, Part III, point 3.2; Art. 13(13)' },
    ],
  },
  {
    id: 'conformity-module-h',
    route: 'H',
    article: 'Art. 32(1)(c); Annex VIII, Part IV',
    title: 'conformity-module-h.title',
    rows: [
      { text: 'check.qualityApplication', article: 'Annex VIII, Part IV, point 3.1', questions: ['C5'] },
      { ...common.file, article: 'Annex VIII, Part IV, point 3.1' },
      { text: 'check.qualitySystem', article: 'Annex VIII, Part IV, point 3.2' },
      { text: 'check.qualityDecision', article: 'Annex VIII, Part IV, point 3.3' },
      { text: 'check.qualityUpkeep', article: 'Annex VIII, Part IV, point 3.4' },
      { text: 'check.qualityChanges', article: 'Annex VIII, Part IV, point 3.5' },
      { text: 'check.surveillance', article: 'Annex VIII, Part IV, point 4' },
      {
        text: 'check.markingNumber',
        article: 'Annex VIII, Part IV, point 5.1; Art. 30(4)',
        questions: ['I6'],
      },
      { ...common.declaration, article: 'Annex VIII, Part IV, point 5.2; Art. 28' },
      { text: 'check.qualityKept', article: 'Annex VIII, Part IV, point 6' },
    ],
  },
]

export const moduleChecklists: readonly PaperKind[] = modules.map(toKind)

function toKind(module: Module): PaperKind {
  return {
    id: module.id,
    article: module.article,
    title: module.title,
    purpose: 'conformity-module.purpose',
    sets: [],
    roles: ['manufacturer'],
    isFullRegime: true,
    refuse: (context) => refuseModule(context, module.route),
    sections: (context) => [
      section(context, 'route', route(context, module.route)),
      section(context, 'checklist', [{ kind: 'checklist', items: checklist(context, module.rows) }]),
    ],
  }
}

function refuseModule({ input, t }: PaperContext, route: Module['route']): PaperRefusal | undefined {
  const routes = input.classification?.routes ?? []
  if (routes.length === 0 || routes.some((one) => one.id === route && one.allowed !== false)) return undefined
  const allowed = routes.filter((one) => one.allowed !== false).map((one) => one.id)
  const reason = t('refuse.route', { procedure: route, allowed: allowed.join(', ') })
  return { code: 'ROUTE_NOT_ALLOWED', reason, article: 'Art. 32' }
}

function route(context: PaperContext, id: Module['route']): readonly Block[] {
  const { t, input } = context
  const known = input.classification?.routes.find((one) => one.id === id)
  const value = known?.allowed === true ? t('value.routeAllowed', { procedure: id }) : undefined
  const blocks: Block[] = [
    classStatement(context),
    ownStatement(
      context,
      { article: 'Art. 32', label: t('label.route'), isMandatory: true },
      { rule: { rule: t('rule.routes'), value }, place: t('where.facts', { fact: 'core_category' }) },
    ),
  ]
  if (id !== 'A') {
    const body = input.profile.conformity?.notifiedBody?.name
    blocks.push(
      itemStatement(
        context,
        { id: 'DOC-A5-7', label: t('label.notifiedBody') },
        { stated: field('conformity.notifiedBody.name', body) },
      ),
      { kind: 'notice', tone: 'note', text: t('notice.notifiedBody') },
    )
  }
  return blocks
}

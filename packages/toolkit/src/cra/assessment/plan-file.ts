/** `plan.yaml`: who took which action on, until when, and own ratings for the ENISA profile; read strictly, written in one order. */
import { ok, type Result } from '../../base/index.ts'
import {
  type FileError,
  readBySpec,
  type Spec,
  text,
  toJsonSchema,
  writeBySpec,
} from '../../small-files/index.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'

export interface PlanEntry {
  readonly owner: string
  /** `YYYY-MM-DD`. */
  readonly due?: string
}

export interface PlanFile {
  readonly schema: 'occtet.plan/1'
  /** By action id. */
  readonly actions: Readonly<Record<string, PlanEntry>>
  /** By item of the ENISA self-check, such as `4.3`: the user's own rating, 1 to 5. */
  readonly enisa?: Readonly<Record<string, number>>
}

const planSpec: Spec = {
  kind: 'object',
  required: ['schema', 'actions'],
  members: {
    schema: { kind: 'text', values: ['occtet.plan/1'] },
    actions: {
      kind: 'map',
      keys: [...questionnaire.actions.keys()].sort(),
      item: {
        kind: 'object',
        required: ['owner'],
        members: { owner: text, due: { kind: 'text', form: 'day' } },
      },
    },
    enisa: {
      kind: 'map',
      keys: questionnaire.enisa.map(({ ref }) => ref),
      item: { kind: 'number', steps: [1, 5] },
    },
  },
}

export const emptyPlan: PlanFile = { schema: 'occtet.plan/1', actions: {} }

/** The first thing that is wrong, with its line. */
export function parsePlanFile(source: string): Result<PlanFile, FileError> {
  const read = readBySpec(source, planSpec)
  return read.ok ? ok(read.value as PlanFile) : read
}

/** The same content gives the same bytes. */
export function formatPlanFile(file: PlanFile): string {
  return writeBySpec(file, planSpec, ['Who does what of `occtet cra plan`. Fields: docs/reference/files.md'])
}

/** JSON Schema of the file. */
export function planSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'occtet.plan/1',
    ...toJsonSchema(planSpec),
  }
}

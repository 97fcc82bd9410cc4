/** Takes down what a format cannot carry while it is written. */
import { compareCodeUnits } from '../../base/index.ts'
import type { VexStatement } from '../model.ts'
import type { Loss, LossField, VexMeta } from './meta.ts'

export interface LossBook {
  readonly lost: (about: VexStatement | undefined, field: LossField, message: string) => void
  readonly changed: (about: VexStatement, field: LossField, message: string) => void
  readonly filled: (about: VexStatement, field: LossField, message: string) => void
  readonly list: () => readonly Loss[]
}

export function openLosses(): LossBook {
  const found = new Map<string, Loss>()
  const add = (code: Loss['code'], about: VexStatement | undefined, rest: Omit<Loss, 'code'>): void => {
    const loss = {
      code,
      ...rest,
      ...(about === undefined ? {} : { vulnerability: about.vulnerability.id }),
    }
    found.set([loss.vulnerability ?? '', loss.field, loss.code, loss.message].join('\n'), loss)
  }
  return {
    lost: (about, field, message) => add('LOST', about, { field, message }),
    changed: (about, field, message) => add('CHANGED', about, { field, message }),
    filled: (about, field, message) => add('FILLED', about, { field, message }),
    list: () => [...found].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, loss]) => loss),
  }
}

/** Fields of a statement that the format has no member for. */
export function loseFields(
  losses: LossBook,
  statement: VexStatement,
  given: {
    readonly format: string
    readonly fields: readonly (keyof VexStatement & LossField)[]
  },
): void {
  for (const field of given.fields) {
    const value = statement[field]
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
    const isShort = field === 'analysis' || field === 'responses' || field === 'justification'
    const text = isShort ? `${field}: ${JSON.stringify(value)}` : field
    losses.lost(statement, field, `${given.format} has no place for ${text}`)
  }
}

/** Parts of the head that the format has no member for. */
export function loseMeta(
  losses: LossBook,
  meta: VexMeta,
  given: { readonly format: string; readonly fields: readonly ('role' | 'tlp' | 'tooling')[] },
): void {
  for (const field of given.fields) {
    if (meta[field] === undefined) continue
    losses.lost(undefined, `document.${field}`, `${given.format} has no place for it: ${meta[field]}`)
  }
}

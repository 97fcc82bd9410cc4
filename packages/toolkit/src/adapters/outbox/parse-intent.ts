/** Reads an intent back; trusted as far as the folder of the ledger is, but a torn or foreign file must not pass for one. */
import { parseJson } from '../../base/index.ts'
import type { EventDraft } from '../../ledger/index.ts'
import type { Intent } from './model.ts'

export function parseIntent(text: string): Intent | undefined {
  const document = parseJson(text)
  if (!document.ok) return undefined
  const value = document.value.value
  if (typeof value !== 'object' || value === null) return undefined
  const { id, drafts, aside, path, sha256, file } = value as Readonly<Record<string, unknown>>
  const texts = [id, aside, path, sha256, file]
  if (texts.some((one) => typeof one !== 'string') || !Array.isArray(drafts) || !drafts.every(isDraft)) {
    return undefined
  }
  return value as Intent
}

/** The ledger checks each draft whole before it seals it; here only what tells a draft from something else. */
function isDraft(value: unknown): value is EventDraft {
  if (typeof value !== 'object' || value === null) return false
  const { id, type, time, actor, data } = value as Readonly<Record<string, unknown>>
  return [id, type, time].every((one) => typeof one === 'string') && [actor, data].every(isObject)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A status that is stored as JSON keeps what its sentences are made of under a plain name, so that they can be said in
 * every language later. Trust: whoever can write the stored text can write `said`; a text whose English is not the stored
 * sentence is left out, so that no language says anything else than English does.
 */
import { inEnglish, type Message, type Spoken, spoken, type Value } from './say.ts'
import type { CraStatus, NotRead, SignalResult } from './status.ts'

interface Said {
  readonly statement?: unknown
  readonly reason?: unknown
}

/** The same status; what a copy through JSON or between threads would drop stands under `said`. */
export function keepSaid<T extends CraStatus>(status: T): T {
  return {
    ...status,
    signals: status.signals.map(keep),
    requirements: status.requirements.map((one) => ({ ...one, notRead: one.notRead.map(keep) })),
  }
}

/** The other way round; a status that was stored without it stays in English. */
export function recallSaid<T extends CraStatus>(status: T): T {
  return {
    ...status,
    signals: status.signals.map(recallSignal),
    requirements: status.requirements.map((one) => ({ ...one, notRead: one.notRead.map(recallNotRead) })),
  }
}

function keep<T extends SignalResult | NotRead>(one: T): T {
  const said = one[spoken]
  return said === undefined ? one : { ...one, said: { ...said } }
}

function recallSignal(one: SignalResult & { readonly said?: Said }): SignalResult {
  const statement = readSaid(one.said?.statement, one.statement)
  const reason = readSaid(one.said?.reason, one.reason)
  if (statement === undefined) return one
  return { ...one, [spoken]: reason === undefined ? { statement } : { statement, reason } }
}

function recallNotRead(one: NotRead & { readonly said?: Said }): NotRead {
  const reason = readSaid(one.said?.reason, one.reason)
  return reason === undefined ? one : { ...one, [spoken]: { reason } }
}

function readSaid(said: unknown, text: string | undefined): Spoken | undefined {
  if (text === undefined || !isValue(said, mostDeep) || typeof said === 'number') return undefined
  return inEnglish(said) === text ? said : undefined
}

/** Deeper than any sentence of ours. */
const mostDeep = 8

function isValue(value: unknown, deep: number): value is Value {
  if (typeof value === 'string' || typeof value === 'number') return true
  if (typeof value !== 'object' || value === null || deep === 0) return false
  if ('noun' in value) return isCounted(value)
  if ('pieces' in value) return isJoined(value, deep - 1)
  return 'open' in value ? isMessage(value.open, deep - 1) : isMessage(value, deep)
}

function isCounted(value: object): boolean {
  const { noun, number } = value as { readonly noun?: unknown; readonly number?: unknown }
  return typeof noun === 'string' && typeof number === 'number'
}

function isJoined(value: object, deep: number): boolean {
  const { pieces, between } = value as { readonly pieces?: unknown; readonly between?: unknown }
  return typeof between === 'string' && areValues(pieces, deep)
}

function isMessage(value: unknown, deep: number): value is Message {
  if (typeof value !== 'object' || value === null || !('key' in value) || !('values' in value)) return false
  return typeof value.key === 'string' && areValues(value.values, deep - 1)
}

function areValues(values: unknown, deep: number): boolean {
  return deep > 0 && Array.isArray(values) && values.every((one) => isValue(one, deep))
}

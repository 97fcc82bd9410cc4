/** What a person wrote into the model's form, what is wrong with it, and how it is told to the server. */
import { type AnswerOf, type assistantModelRoutes, type BodyOf } from '@occtet/contract/api'

export type ModelView = NonNullable<AnswerOf<(typeof assistantModelRoutes)['assistant.model']>['model']>
export type ModelWish = BodyOf<(typeof assistantModelRoutes)['assistant.setModel']>
export type Send = ModelWish['send']
export type Sendable = ModelWish['sources'][number]

export const sendWishes = ['never', 'ask', 'always'] as const satisfies readonly Send[]

export const sendables = [
  'guidance',
  'catalogue',
  'questionnaire',
  'documentation',
  'product',
  'document',
] as const satisfies readonly Sendable[]

export interface ModelDraft {
  readonly url: string
  readonly name: string
  /** Empty: nothing was written. */
  readonly key: string
  readonly dropsKey: boolean
  readonly send: Send
  readonly sources: readonly Sendable[]
  readonly tokens: string
  readonly timeout: string
}

/** Of a model that is new: it asks each time, and what belongs to the organisation is not sent. */
const usual = {
  url: '',
  name: '',
  send: 'ask',
  sources: ['guidance', 'catalogue', 'questionnaire', 'documentation'],
  monthlyTokens: 200_000,
  timeoutSeconds: 120,
} as const

export function toDraft(model: ModelView | undefined): ModelDraft {
  const { url, name, send, sources, monthlyTokens, timeoutSeconds } = model ?? usual
  const bounds = { tokens: String(monthlyTokens), timeout: String(timeoutSeconds) }
  return { url, name, key: '', dropsKey: false, send, sources, ...bounds }
}

export type WrongField = 'url' | 'name' | 'tokens' | 'timeout'

export function wrongFields({ url, name, tokens, timeout }: ModelDraft): readonly WrongField[] {
  return [
    ...(isAddress(url.trim()) ? [] : ['url' as const]),
    ...(name.trim() === '' ? ['name' as const] : []),
    ...(isWhole(tokens, 0, 1_000_000_000) ? [] : ['tokens' as const]),
    ...(isWhole(timeout, 1, 600) ? [] : ['timeout' as const]),
  ]
}

/** A key that is not written stays; an empty one takes it away. */
export function toWish({ key, dropsKey, ...draft }: ModelDraft): ModelWish {
  const kept = dropsKey ? { key: '' } : key === '' ? {} : { key }
  return {
    url: draft.url.trim(),
    name: draft.name.trim(),
    send: draft.send,
    sources: sendables.filter((one) => draft.sources.includes(one)),
    monthlyTokens: Number(draft.tokens),
    timeoutSeconds: Number(draft.timeout),
    ...kept,
  }
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most
}

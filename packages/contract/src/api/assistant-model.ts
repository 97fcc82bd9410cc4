/** The model that an organisation lets word its answers: off until somebody sets it, and nothing leaves unseen. */
import * as z from 'zod/mini'
import { count, digest } from '../shapes.ts'
import { assistantQuestion, modelDisclosure, wordedAnswer } from './assistant-shapes.ts'
import { instant, recorded } from './common.ts'
import { defineRoute } from './route.ts'

const base = '/api/orgs/:org/assistant'

const wishes = {
  /** Base of an API of the OpenAI form; in the clear only to the machine of the server. */
  url: z.string().check(z.minLength(1), z.maxLength(300)),
  // oxlint-disable-next-line eslint/no-control-regex -- they are what is refused
  name: z.string().check(z.maxLength(200), z.regex(/^[^\u0000-\u001f\u007f-\u009f]+$/)),
  /** `never`: set, and not used · `ask`: each text is shown and agreed to first. */
  send: z.enum(['never', 'ask', 'always']),
  /** Kinds of passages that may be sent. */
  sources: z.array(
    z.enum(['guidance', 'catalogue', 'questionnaire', 'documentation', 'product', 'document']),
  ),
  /** Sent and received in one calendar month (UTC), by the whole organisation. */
  monthlyTokens: z.int().check(z.minimum(0), z.maximum(1_000_000_000)),
  timeoutSeconds: z.int().check(z.minimum(1), z.maximum(600)),
}

export const assistantModelView = z.strictObject({
  ...wishes,
  /** The key itself is never shown. */
  hasKey: z.boolean(),
  tokensUsed: count,
  setBy: z.string(),
  setAt: instant,
})

/** `sent`: the digest of what was shown before; nothing else is then sent. Needed where the organisation's model is to be asked about each time. */
const agreed = { sent: z.optional(digest) }

export const assistantModelRoutes = {
  'assistant.model': defineRoute({
    method: 'GET',
    path: `${base}/model`,
    summary: 'Show the model that the assistant may use, without its key',
    access: { kind: 'organisation', permission: 'private.read', isNarrowed: true },
    answer: {
      kind: 'json',
      schema: z.strictObject({
        model: z.nullable(assistantModelView),
        /** Whether the operator lets models stand in private networks and on the server itself. */
        allowsPrivate: z.boolean(),
      }),
    },
  }),
  'assistant.setModel': defineRoute({
    method: 'PUT',
    path: `${base}/model`,
    summary: 'Set the model that the assistant may use',
    access: { kind: 'organisation', permission: 'settings.write' },
    body: z.strictObject({
      ...wishes,
      /** Absent: the one that is kept, as long as the address stays the same; empty: none. */
      key: z.optional(z.string().check(z.maxLength(1000), z.regex(/^[\x21-\x7e]*$/))),
    }),
    answer: { kind: 'json', schema: z.strictObject({ model: assistantModelView, recorded }) },
    errors: ['MODEL_URL_UNSAFE', 'MODEL_KEY_NEEDED'],
  }),
  'assistant.removeModel': defineRoute({
    method: 'DELETE',
    path: `${base}/model`,
    summary: 'Remove the model and its key',
    access: { kind: 'organisation', permission: 'settings.write' },
    answer: { kind: 'json', schema: z.strictObject({ recorded }) },
  }),
  'assistant.preview': defineRoute({
    method: 'POST',
    path: `${base}/preview`,
    summary: 'Show to the letter what would be sent to the model for a question; sends nothing',
    access: { kind: 'organisation', permission: 'private.read', isNarrowed: true },
    body: assistantQuestion,
    answer: {
      kind: 'json',
      schema: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('would-send'), disclosure: modelDisclosure }),
        /** The question is refused, or no passage was found of a kind that may be sent. */
        z.strictObject({ kind: z.literal('nothing') }),
      ]),
    },
    errors: ['PRODUCT_NEEDED', 'MODEL_NOT_SET'],
  }),
  'assistant.word': defineRoute({
    method: 'POST',
    path: `${base}/word`,
    summary: 'Let the model word an answer, sentence by sentence; each stands on its passages',
    access: { kind: 'organisation', permission: 'private.read', isNarrowed: true },
    body: z.extend(assistantQuestion, agreed),
    answer: { kind: 'events', schema: wordedAnswer },
    errors: ['PRODUCT_NEEDED', 'MODEL_NOT_SET', 'MODEL_FORBIDDEN', 'MODEL_NOT_AGREED', 'MODEL_BUDGET'],
  }),
} as const

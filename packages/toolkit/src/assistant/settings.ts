/** `assistant.yaml` in the folder of settings: which model may be used, what it may see, and documents of the user. */
import { ok, type Result } from '../base/index.ts'
import { type FileError, readBySpec, type Spec, text, texts, toJsonSchema } from '../small-files/index.ts'
import type { PassageSource } from './passage.ts'

const sources = [
  'guidance',
  'catalogue',
  'questionnaire',
  'documentation',
  'product',
  'document',
] as const satisfies readonly PassageSource[]

const spec: Spec = {
  kind: 'object',
  required: ['schema'],
  members: {
    schema: { kind: 'text', values: ['occtet.assistant/1'] },
    model: {
      kind: 'object',
      required: ['url', 'name'],
      members: {
        url: { kind: 'text', form: 'web-address' },
        name: text,
        keyVariable: text,
        send: { kind: 'text', values: ['never', 'ask', 'always'] },
        sources: { kind: 'list', item: { kind: 'text', values: sources } },
        monthlyTokens: { kind: 'number', steps: [0, 1_000_000_000] },
        timeoutSeconds: { kind: 'number', steps: [1, 3600] },
      },
    },
    documents: texts,
  },
}

export interface ModelSettings {
  /** Base of an API of the OpenAI form, such as `http://127.0.0.1:11434/v1`. */
  readonly url: string
  readonly name: string
  /** Name of the environment variable that holds the key; the key itself stands in no file. */
  readonly keyVariable?: string
  /** Whether a question may leave this machine; `ask`: each time by name of the host. */
  readonly send: 'never' | 'ask' | 'always'
  /** Kinds of passages that may be sent. */
  readonly sources: readonly PassageSource[]
  /** Sent and received in one calendar month (UTC). */
  readonly monthlyTokens: number
  readonly timeoutSeconds: number
}

export interface AssistantSettings {
  readonly model?: ModelSettings
  /** Paths of text files; relative ones to the folder of the settings. */
  readonly documents: readonly string[]
}

/** What is said of the product and of the user's documents stays here unless the user names it. */
const defaults = {
  send: 'ask',
  sources: ['guidance', 'catalogue', 'questionnaire', 'documentation'],
  monthlyTokens: 200_000,
  timeoutSeconds: 120,
} as const

export function parseAssistantSettings(source: string): Result<AssistantSettings, FileError> {
  const read = readBySpec(source, spec)
  if (!read.ok) return read
  const { model, documents } = read.value as {
    readonly model?: Partial<ModelSettings> & Pick<ModelSettings, 'url' | 'name'>
    readonly documents?: readonly string[]
  }
  return ok({ documents: documents ?? [], ...(model !== undefined && { model: { ...defaults, ...model } }) })
}

/** JSON Schema of the file. */
export function assistantSettingsSchema(): Readonly<Record<string, unknown>> {
  return toJsonSchema(spec)
}

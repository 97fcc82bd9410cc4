/** What CI plugins of Dependency-Track send: JSON with the BOM in base64, or a form with the file. */
import { decodeUtf8, err, ok, type Result } from '@occtet/toolkit/base'
import * as z from 'zod/mini'
import { readForm } from './read-form.ts'

export interface SentBom {
  readonly bom: Uint8Array
  /** UUID of the project, where the client knows it. */
  readonly project: string | undefined
  readonly projectName: string | undefined
  readonly projectVersion: string | undefined
  readonly autoCreate: boolean
  /** Undefined: the client does not say. */
  readonly isLatest: boolean | undefined
}

const name = z.optional(z.nullable(z.string().check(z.maxLength(255))))
const flag = z.optional(z.nullable(z.union([z.boolean(), z.enum(['true', 'false'])])))

/** Fields that we have no use for (parents, tags) are read past: a plugin must not fail on them. */
const fields = z.object({
  project: name,
  projectName: name,
  projectVersion: name,
  autoCreate: flag,
  isLatest: flag,
  isLatestProjectVersion: flag,
  bom: z.string(),
})

type Problem = { readonly message: string }

export function readJsonBom(body: Uint8Array): Result<SentBom, Problem> {
  const parsed = parse(body)
  const sent = fields.safeParse(parsed)
  if (!sent.success) return err({ message: 'expected a JSON object with `bom` in base64 and the project' })
  const bom = decodeBase64(sent.data.bom)
  return bom === undefined ? err({ message: 'expected base64 in `bom`' }) : ok(toSent(sent.data, bom))
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  } catch {
    // No JSON: the schema refuses `undefined`.
    return undefined
  }
}

/** A byte-order mark in front of it is what some shells leave. */
function decodeBase64(text: string): Uint8Array | undefined {
  const plain = text.replaceAll(/\s+/g, '')
  if (plain === '' || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(plain)) return undefined
  return new Uint8Array(Buffer.from(plain, 'base64'))
}

/** The `bom` of a form is a file, or a field with the text, or with its base64, as different clients send it. */
export function readFormBom(body: Uint8Array, contentType: string): Result<SentBom, Problem> {
  const form = readForm(body, contentType)
  const bom = form?.get('bom')
  if (form === undefined || bom === undefined)
    return err({ message: 'expected a form (multipart/form-data) with the part `bom`' })
  const text = (key: string): string | undefined => {
    const part = form.get(key)
    const value = part === undefined || part.isFile ? undefined : decodeUtf8(part.bytes)
    return value?.ok === true && value.value !== '' ? value.value : undefined
  }
  const sent = fields.safeParse({
    project: text('project'),
    projectName: text('projectName'),
    projectVersion: text('projectVersion'),
    autoCreate: text('autoCreate'),
    isLatest: text('isLatest'),
    isLatestProjectVersion: text('isLatestProjectVersion'),
    bom: '',
  })
  if (!sent.success) return err({ message: 'a field of the form is not what was expected' })
  return ok(toSent(sent.data, bom.isFile ? Uint8Array.from(bom.bytes) : textToBytes(bom.bytes)))
}

/** Base64 has no brace and no bracket in it. */
function textToBytes(bytes: Uint8Array): Uint8Array {
  const text = decodeUtf8(bytes)
  const decoded = text.ok ? decodeBase64(text.value) : undefined
  return decoded ?? Uint8Array.from(bytes)
}

function toSent(sent: z.infer<typeof fields>, bom: Uint8Array): SentBom {
  const isTrue = (value: boolean | string | null | undefined): boolean => value === true || value === 'true'
  const latest = sent.isLatest ?? sent.isLatestProjectVersion
  return {
    bom,
    project: sent.project ?? undefined,
    projectName: sent.projectName ?? undefined,
    projectVersion: sent.projectVersion ?? undefined,
    autoCreate: isTrue(sent.autoCreate),
    isLatest: latest === undefined || latest === null ? undefined : isTrue(latest),
  }
}

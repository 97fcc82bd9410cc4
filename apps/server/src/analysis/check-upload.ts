/** What is refused before anything is kept: a file that nothing here can read teaches nobody anything later. */
import { readFile } from 'node:fs/promises'
import { openSync, closeSync, readSync } from 'node:fs'
import { mostImageBytes, mostUploadBytes } from '@occtet/contract/api'
import { isArchive } from '@occtet/toolkit/adapters'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { readVex } from '@occtet/toolkit/vex'
import { packText } from '../inventory/stored-json.ts'
import type { SpooledBody } from '../kernel/model.ts'
import { type Refused, refuse } from '../products/refuse.ts'
import type { NewUpload } from './accept-upload.ts'
import { openArchive } from './archive/open-archive.ts'
import { exactText, recognise, uploadName } from './recognise.ts'
import { AnalysisFailure, lookAside } from './run-analysis.ts'

/** What is kept, and under which name. */
export type CheckedUpload = Pick<NewUpload, 'name' | 'kind' | 'bytes' | 'image'>

export interface SentUpload {
  readonly body: SpooledBody
  readonly wishedName: string
  readonly signal: AbortSignal
}

/** Untrusted bytes. An image is read here and now; of everything else only whether it can be. */
export async function checkUpload({
  body,
  wishedName,
  signal,
}: SentUpload): Promise<Result<CheckedUpload, Refused>> {
  const name = uploadName(wishedName)
  if (name === undefined)
    return err(refuse(422, 'NAME_UNUSABLE', 'expected a file name, with folders where they matter'))
  if (body.size === 0) return err(refuse(422, 'UPLOAD_EMPTY', `${name} is empty`))
  const looked = isArchive(startOf(body)) ? await lookAt(body, name, signal) : undefined
  if (looked !== undefined) return looked
  if (body.size > mostUploadBytes) {
    const message = `${name}: expected at most ${mostUploadBytes} bytes, or a container image of at most ${mostImageBytes}`
    return err(refuse(413, 'TOO_LARGE', message))
  }
  const { source } = body
  const bytes = source instanceof Uint8Array ? source : await readFile(source.path)
  const kind = recognise(bytes, name)
  if (kind === undefined) {
    const message = `${name}: expected an SBOM (CycloneDX or SPDX), a VEX document, a lock file or manifest under its usual name, a zip or tar archive, or a container image`
    return err(refuse(422, 'UPLOAD_UNKNOWN', message))
  }
  const refused = kind === 'archive' ? await refuseArchive(bytes, name) : undefined
  const wrong = refused ?? (kind === 'vex' ? refuseVex(bytes, name) : undefined)
  return wrong === undefined ? ok({ name, kind, bytes }) : err(wrong)
}

function startOf({ source }: SpooledBody): Uint8Array {
  if (source instanceof Uint8Array) return source
  const file = openSync(source.path, 'r')
  try {
    const start = new Uint8Array(512)
    return start.subarray(0, readSync(file, start))
  } finally {
    closeSync(file)
  }
}

/** Undefined: the archive of a tree. */
async function lookAt(
  { source, size, digest }: SpooledBody,
  name: string,
  signal: AbortSignal,
): Promise<Result<CheckedUpload, Refused> | undefined> {
  try {
    const looked = await lookAside(source, { name, signal })
    if (looked.kind === 'refused') return err(refuseAs(name, looked.error.message))
    if (looked.kind === 'tree') return undefined
    const bytes = packText(JSON.stringify(looked.inventory))
    return ok({ name, kind: 'image', bytes, image: { digest, size } })
  } catch (cause) {
    if (signal.aborted) return err(refuseAs(name, 'whoever sent it has gone'))
    if (cause instanceof AnalysisFailure) return err(refuseAs(name, cause.message))
    throw cause
  }
}

function refuseAs(name: string, message: string): Refused {
  return refuse(422, 'ARCHIVE_REFUSED', `${name}: ${message}`)
}

async function refuseArchive(bytes: Uint8Array, name: string): Promise<Refused | undefined> {
  const archive = await openArchive(bytes)
  return archive.ok ? undefined : refuseAs(name, archive.error.message)
}

function refuseVex(bytes: Uint8Array, name: string): Refused | undefined {
  const read = readVex(bytes, name)
  if (!read.ok) return refuse(422, 'VEX_INVALID', `${name}: ${read.error.message}`)
  if (exactText(bytes) === undefined)
    return refuse(422, 'VEX_INVALID', `${name}: expected UTF-8 text, as it is kept letter by letter`)
  if (read.value.document.statements.length === 0)
    return refuse(422, 'VEX_INVALID', `${name}: expected at least one statement that can be read`)
  return undefined
}

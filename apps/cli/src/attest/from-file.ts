/** Statements from a file that the user gives: a voluntary security attestation for a FOSS project, any document by its digest. */
import { basename } from 'node:path'
import { readConfigFile, sha256OfFile } from '@occtet/toolkit/adapters'
import { type FossProjectInput, fossItems, fromDocument, fromFossProject } from '@occtet/toolkit/attestations'
import { textOption } from '../options.ts'
import { mediaTypeOf } from './from-report.ts'
import { guardAttest, misused, unfit } from './guard-attest.ts'
import { attesterOf, lastDay, type Made, made, type Making } from './making.ts'
import { refuseItself } from './subjects.ts'

function fileOf({ options }: Making, what: string): string {
  const from = textOption(options, 'from')
  if (from === undefined) throw misused('FILE_MISSING', `say ${what}, with --from FILE`)
  return from
}

const fossMembers = [
  'tier',
  'basis',
  'issuer',
  'project',
  'validFrom',
  'validUntil',
  'items',
  'notifications',
  'dependenciesCovered',
  'disputes',
]

/** The file holds what people confirmed (docs/guide/attest.md); days that it leaves out are from today, for a year. */
export function makeFoss(making: Making): Made {
  const path = fileOf(making, 'what is stated of the project')
  const read = readConfigFile(path)
  if (!read.ok) throw unfit(read.error.code, read.error.message)
  const members = read.value
  if (!isRecord(members)) throw unfit('FOSS_INVALID', `${path}: expected issuer, project, tier and items`)
  const stranger = Object.keys(members).find((name) => !fossMembers.includes(name))
  if (stranger !== undefined) {
    throw unfit('FOSS_INVALID', `${path}: ${stranger} is unknown; known: ${fossMembers.join(', ')}`)
  }
  const { items } = members
  if (!Array.isArray(items) || !items.every(isRecord)) {
    throw unfit('FOSS_INVALID', `${path}: items: expected a list of objects with id and status`)
  }
  const validUntil = textOption(making.options, 'validUntil') ?? members['validUntil'] ?? lastDay(making)
  const days = { validFrom: members['validFrom'] ?? making.context.now().slice(0, 10), validUntil }
  // Shapes are checked before anything is signed, with the place of what is wrong.
  const input = { ...members, ...days, subject: making.subjects } as unknown as FossProjectInput
  const statement = fromFossProject(input)
  if (!statement.ok) throw unfit(statement.error.code, `${path}: ${statement.error.message}`)
  const open = fossItems.length - items.length
  return made(
    statement.value,
    open > 0 ? [`${open} of the ${fossItems.length} items are stated as not assessed.`] : [],
  )
}

export async function makeDocument(making: Making): Promise<Made> {
  const path = fileOf(making, 'which document')
  const sha256 = await guardAttest(async () => sha256OfFile(path))
  refuseItself(making.subjects, path, sha256)
  const mediaType = mediaTypeOf(path)
  const file = { name: basename(path), sha256, ...(mediaType === undefined ? {} : { mediaType }) }
  const statement = fromDocument({
    documents: [file],
    subject: making.subjects,
    attesterId: attesterOf(making),
  })
  return made(statement, [`${basename(path)} goes by its digest: hand the file over too.`])
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

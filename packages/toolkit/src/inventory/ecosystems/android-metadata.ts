/** METADATA of copied code in Android (platform/build, `metadata_file.proto`): a message in the text format of protobuf. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addMarker } from '../read/marker.ts'
import { addIssue, finishDraft, startDraft, unreadableFile } from '../read/package.ts'
import { type ProtoField, readTextProto } from '../read/text-proto.ts'

export const androidMetadata: Ecosystem = {
  id: 'android-metadata',
  purlType: 'generic',
  versions: 'generic',
  files: ['METADATA'],
  title: 'METADATA of copied code in Android',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  recognised: 'by-content',
  accepts: (text) => /^third_party\s*:?\s*\{/m.test(text),
  parse: parseMetadata,
}

function parseMetadata(file: SourceFile): ParsedFile {
  const { fields, brokenAt } = readTextProto(file.text)
  const thirdParty = fields.find(({ name, value }) => name === 'third_party' && value === undefined)
  if (thirdParty === undefined) {
    const message = 'expected a message third_party, found none'
    return unreadableFile(file.path, { code: 'SHAPE_UNEXPECTED', line: brokenAt ?? 1, message })
  }
  const draft = startDraft(file.path)
  if (brokenAt !== undefined) {
    const message = 'a field was not understood, and what follows it was not read'
    addIssue(draft, { code: 'SYNTAX_INVALID', line: brokenAt, message })
  }
  const name = textOf(fields, 'name')
  const source = sourceOf(thirdParty)
  const stated = name ?? source.value?.split('/').findLast((part) => part !== '')
  if (stated === undefined) {
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line: thirdParty.line, message: 'it states no name' })
    return finishDraft(draft)
  }
  addMarker(draft, {
    name: stated.replace(/\.git$/, '').slice(0, 200),
    version: source.version ?? textOf(thirdParty.fields, 'version'),
    url: source.value,
    isGit: source.type === 'git',
    line: thirdParty.line,
  })
  return finishDraft(draft)
}

interface Source {
  /** Lowercase: `git`, `archive`, `homepage`; undefined where nothing says where the code is from. */
  readonly type: string | undefined
  readonly value: string | undefined
  readonly version: string | undefined
}

/** `identifier`, or `url` as files before 2023 have it; the one that is called primary, else git before archives. */
function sourceOf({ fields }: ProtoField): Source {
  const messages = fields.filter(({ name }) => name === 'identifier' || name === 'url')
  const found = messages.find((one) => textOf(one.fields, 'primary_source') === 'true')
  const sources = (found === undefined ? messages : [found]).map((one) => ({
    type: textOf(one.fields, 'type')?.toLowerCase(),
    value: textOf(one.fields, 'value'),
    version: textOf(one.fields, 'version'),
  }))
  const best = ['git', 'archive'].flatMap((type) => sources.filter((one) => one.type === type))[0]
  return best ?? sources[0] ?? { type: undefined, value: textOf(fields, 'homepage'), version: undefined }
}

function textOf(fields: readonly ProtoField[], name: string): string | undefined {
  const found = fields.find((field) => field.name === name && (field.value ?? '') !== '')
  return found?.value
}

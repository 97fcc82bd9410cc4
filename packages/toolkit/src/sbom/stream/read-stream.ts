/** The door for SBOMs that may be larger than memory, or than a JavaScript string can be. */
import type { Issue, WithIssues } from '../../base/index.ts'
import { readCycloneDx } from '../cyclonedx/read.ts'
import { assemble, type Frugality } from '../read/assemble.ts'
import { detectFormat } from '../read/detect.ts'
import { unread, versionIssues } from '../read/read-sbom.ts'
import { documentIssues, longLists, type SbomSource, type SourceItem } from '../read/source.ts'
import { listOf } from '../read/values.ts'
import type { Sbom } from '../sbom.ts'
import { readSpdx } from '../spdx/read.ts'
import type { ByteSource } from './byte-source.ts'
import { eachElement } from './elements.ts'
import { type JsonOutline, outlineJson, type StreamError } from './outline.ts'

/**
 * As `readSbom`, and with the same result, for JSON in UTF-8: the source is read two to four times and never held.
 * Undefined where the bytes are no JSON object, or one of another kind: another reader has to say what they are. Throws what
 * the source throws.
 */
export function readSbomStream(
  source: ByteSource,
  path: string,
  frugality: Frugality = {},
): WithIssues<Sbom> | undefined {
  const opened = outlineJson(source, longLists)
  if (opened === undefined) return undefined
  if (!opened.ok) return unread(path, opened.error.code, opened.error)
  const outline = opened.value
  const detected = detectFormat(outline.root)
  if (detected.kind !== 'cyclonedx' && detected.kind !== 'spdx') return undefined
  const isWrapped = detected.root !== outline.root
  const streamed = toStreamedSource(source, outline, { path, root: detected.root, isWrapped })
  const read = detected.kind === 'cyclonedx' ? readCycloneDx : readSpdx
  const { value, issues } = assemble(read(streamed), path, frugality)
  streamed.readTheRest()
  const failure = streamed.failure()
  if (failure !== undefined) return unread(path, failure.code, failure)
  const before: readonly Issue[] = [
    ...documentIssues({ ...outline, duplicates: [...outline.duplicates, ...streamed.duplicates] }, path),
    ...versionIssues(detected.versionProblem, path),
  ]
  return { value, issues: [...before, ...issues] }
}

interface StreamedSource extends SbomSource {
  /** Lists that no reader asked for are JSON too. */
  readonly readTheRest: () => void
  /** The first fault; what was read before it is then worth nothing. */
  readonly failure: () => StreamError | undefined
  readonly duplicates: readonly { readonly key: string; readonly line: number }[]
}

type Wanted = Pick<SbomSource, 'path' | 'root'> & { readonly isWrapped: boolean }

/** Lists inside a wrapping object were kept whole with it, so they are at hand. */
function toStreamedSource(
  source: ByteSource,
  outline: JsonOutline,
  { path, root, isWrapped }: Wanted,
): StreamedSource {
  const duplicates: { key: string; line: number }[] = []
  const seen = new Set<string>()
  let failure: StreamError | undefined
  const lineOf: SbomSource['lineOf'] = (at) => outline.lineOf(isWrapped ? ['sbom', ...at] : at)
  const each: SbomSource['each'] = (list, visit) => {
    const range = isWrapped ? undefined : outline.ranges.get(list)
    if (failure !== undefined) return
    if (range === undefined) {
      eachKept({ root, lineOf }, list, visit)
      return
    }
    const isFirst = !seen.has(list)
    seen.add(list)
    failure = eachElement(source, range, {
      element: (element) => {
        visit(element)
        return undefined
      },
      duplicate: (key, line) => {
        if (isFirst) duplicates.push({ key, line })
      },
    })
  }
  return {
    path,
    root,
    each,
    lineOf,
    readTheRest: () => {
      for (const list of outline.ranges.keys()) if (!seen.has(list)) each(list, () => undefined)
    },
    failure: () => failure,
    duplicates,
  }
}

function eachKept(
  { root, lineOf }: Pick<SbomSource, 'root' | 'lineOf'>,
  list: string,
  visit: (item: SourceItem) => void,
): void {
  for (const [index, value] of listOf(root, list).entries()) {
    visit({ value, index, lineOf: (at) => lineOf([list, index, ...at]) })
  }
}

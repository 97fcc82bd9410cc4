/** Podfile (CocoaPods, "Podfile syntax") where no Podfile.lock states the same: literal lines of a program. */
import type { ParsedFile } from '../../model/index.ts'
import type { Ecosystem, SourceFile } from '../ecosystem.ts'
import { addDeclared, type Declared } from '../read/declared.ts'
import { vcsPurl } from '../read/forge.ts'
import { finishDraft, startDraft } from '../read/package.ts'
import { namedText } from '../read/program.ts'

export const podfile: Ecosystem = {
  id: 'podfile',
  purlType: 'cocoapods',
  versions: 'gem',
  files: ['Podfile'],
  title: 'Podfile without a lock file',
  knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
  yieldsTo: ['Podfile.lock'],
  parse: parsePodfile,
}

/** Longer lines state no pod. */
const maxLine = 1_000

function parsePodfile(file: SourceFile): ParsedFile {
  const draft = startDraft(file.path)
  const declared = file.text.split('\n').flatMap((raw, index): Declared[] => {
    if (raw.length > maxLine) return []
    const [, , name, rest = ''] = /^\s*pod[\s(]+(["'])([^"']+)\1(.*)$/.exec(raw) ?? []
    return name === undefined ? [] : [{ ...readPod(name, rest), line: index + 1, scope: 'unknown' }]
  })
  addDeclared(draft, declared, 'commit Podfile.lock')
  return finishDraft(draft)
}

/** `'1.2.3'` pins; the part behind a slash is a piece of the pod (purl-spec, type cocoapods: subpath). */
function readPod(name: string, rest: string): Pick<Declared, 'purl' | 'requirement' | 'origin'> {
  const [pod = '', ...pieces] = name.split('/')
  const base = { type: 'cocoapods', name: pod, subpath: pieces.join('/') }
  const options = rest.replace(/:(\w+)\s*=>\s*/g, '$1: ')
  const git = namedText(options, 'git')
  if (git !== undefined) {
    const { qualifiers } = vcsPurl(git, namedText(options, 'commit') ?? namedText(options, 'tag'))
    return { purl: { ...base, qualifiers }, origin: 'git' }
  }
  const written = /^\s*,\s*(["'])([^"']*)\1/.exec(rest)?.[2]
  const version = /^(?:=\s*)?(\d[\w.-]*)$/.exec(written ?? '')?.[1]
  return {
    purl: { ...base, version },
    requirement: version === undefined ? written : undefined,
    origin: namedText(options, 'path') === undefined ? 'registry' : 'path',
  }
}
